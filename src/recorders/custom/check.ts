// "Test connection" of a described recorder: whatever its description offers that touches no recording.
import type { CheckTask } from '../recorder.ts';
import { RecorderError } from '../errors.ts';
import { lookUp } from './look-up.ts';
import { readOne } from './readings.ts';
import { judge } from './rules.ts';
import { ask, type Session } from './session.ts';
import { toTarget } from './targets.ts';

/** The check request, the look-up, the read-back: those that are described, in this order. */
export function toCheckTasks(session: Session): CheckTask[] {
  const { check, lookUp: steps, read } = session.description;
  const tasks = [
    ...(check === undefined ? [] : [toRequestTask(session, check)]),
    ...(steps.length === 0 ? [] : [toLookUpTask(session)]),
    ...(read === undefined ? [] : [toReadTask(session)]),
  ];
  return tasks.length === 0 ? [nothingToTry] : tasks;
}

/** Not a success: nothing was found out. */
const nothingToTry: CheckTask = {
  label: 'check_custom_nothing',
  run: () =>
    Promise.reject(
      new RecorderError(
        'misconfigured',
        'the description has no check, look-up or read request, so that nothing could be tried',
      ),
    ),
};

function toRequestTask(
  session: Session,
  { outcomes, ...request }: NonNullable<Session['description']['check']>,
): CheckTask {
  return {
    label: 'check_custom_request',
    async run() {
      const { answer, values } = await ask(session, request, {});
      judge('check', outcomes, answer, values);
      return [['check_custom_request_good', String(answer.status)]];
    },
  };
}

function toLookUpTask(session: Session): CheckTask {
  return {
    label: 'options_custom_step_lookUp',
    async run() {
      const { length } = await lookUp(session);
      if (length > 1 && session.description.many === 'refuse')
        return [['check_custom_lookUp_refused', String(length)]];
      return length === 0 ? [['check_custom_lookUp_none']] : [['check_custom_lookUp_some', String(length)]];
    },
  };
}

function toReadTask(session: Session): CheckTask {
  return {
    label: 'check_custom_read',
    async run() {
      const { description, given } = session;
      const found = (await lookUp(session)).map(values => toTarget(description, given, values));
      if (found.length === 0) return [['check_custom_read_none']];
      const states = await Promise.all(found.map(target => readOne(session, target)));
      return states.map(state => [`check_state_${state}`]);
    },
  };
}
