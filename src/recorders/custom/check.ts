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
  label: 'Test without touching a recording',
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
    label: 'Send the check request',
    async run() {
      const { answer, values } = await ask(session, request, {});
      judge('check', outcomes, answer, values);
      return `The recorder answered as described (HTTP ${answer.status}).`;
    },
  };
}

function toLookUpTask(session: Session): CheckTask {
  return {
    label: 'Look up the calls',
    async run() {
      const { length } = await lookUp(session);
      if (length > 1 && session.description.many === 'refuse')
        return `The look-up finds ${length}. A pause would be refused: it must not guess which one.`;
      return length === 0
        ? 'The look-up works, and finds no call now.'
        : `The look-up works, and finds ${length}.`;
    },
  };
}

function toReadTask(session: Session): CheckTask {
  return {
    label: 'Read the recording back',
    async run() {
      const { description, given } = session;
      const found = (await lookUp(session)).map(values => toTarget(description, given, values));
      if (found.length === 0) return 'Without a call there is nothing to read.';
      const states = await Promise.all(found.map(target => readOne(session, target)));
      return `The recorder tells: ${states.join(', ')}.`;
    },
  };
}
