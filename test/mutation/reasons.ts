// Why no test notices these changes of the core. A change is known by its text, not by its place, so that it is
// found again when lines move; when the line itself changes, somebody has to think again.

export type Reason = {
  /** `same`: nobody can see a difference from outside. `unreachable`: it would take a state that no event leads to. */
  kind: 'same' | 'unreachable';
  why: string;
  changes: Change[];
};

type Change =
  /** One line of one file. */
  | {
      /** Name of the file in src/recording, without `.ts`. */
      file: string;
      /** The line, or lines, as they are: in one line, with single spaces. */
      was: string;
      /** What they become, in the same form. */
      becomes: string[];
    }
  /** Wherever a piece like this is changed. */
  | { piece: RegExp };

export const reasons: Reason[] = [
  {
    kind: 'unreachable',
    why: 'Every word of the union has its case; the compiler sees to it that this one stays empty.',
    changes: [{ piece: /satisfies never;$/ }],
  },
  {
    kind: 'unreachable',
    why: 'What waits for an answer has a request in flight: it was found by that request’s number.',
    changes: [
      {
        file: 'answers',
        was: "if (channel?.attempt?.command !== 'pause') return;",
        becomes: ["if (channel?.attempt.command !== 'pause') return;"],
      },
    ],
  },
  {
    kind: 'unreachable',
    why: 'A resume is sent only for what is owed, and nothing but its answer settles that.',
    changes: [
      {
        file: 'answers',
        was: 'traits.canRead && owed !== null',
        becomes: ['traits.canRead && true'],
      },
      {
        file: 'answers',
        was: '...(owed === null ? {} : { call: owed.callRef }),',
        becomes: ['...(false ? {} : { call: owed.callRef }),'],
      },
    ],
  },
  {
    kind: 'unreachable',
    why: 'With nothing wanted and nothing owed, only a resume that is to be read back is read.',
    changes: [
      {
        file: 'readings',
        was: 'if (!isPauseWanted(run.state) && channel.owed === null && checking !== null)',
        becomes: ['if (!isPauseWanted(run.state) && channel.owed === null && true)'],
      },
    ],
  },
  {
    kind: 'unreachable',
    why: 'An episode begins with one hold: an event brings one at most, and each begins an episode where there is none.',
    changes: [
      {
        file: 'episode',
        was: 'const softLimitMs = Math.max(...live.map(hold => toSoftLimitMs(hold, timings)));',
        becomes: ['const softLimitMs = Math.min(...live.map(hold => toSoftLimitMs(hold, timings)));'],
      },
      {
        file: 'episode',
        was: "run.state.lastEndReason === 'hardLimit' && live.some(({ startedAtMs }) => startedAtMs < run.nowMs),",
        becomes: [
          "run.state.lastEndReason === 'hardLimit' && live.every(({ startedAtMs }) => startedAtMs < run.nowMs),",
        ],
      },
    ],
  },
  {
    kind: 'unreachable',
    why: 'Without an episode nothing holds that a person, a limit or policy could still end.',
    changes: [
      {
        file: 'holds',
        was: 'if (episode === null || live.every(({ endsAtMs }) => endsAtMs !== undefined)) return;',
        becomes: ['if (false || live.every(({ endsAtMs }) => endsAtMs !== undefined)) return;'],
      },
      {
        file: 'holds',
        was: 'if (episode === null || hold.spent !== null || toLiveHolds(run.state.holds).length > 0) return;',
        becomes: ['if (false || hold.spent !== null || toLiveHolds(run.state.holds).length > 0) return;'],
      },
    ],
  },
  {
    kind: 'unreachable',
    why: 'The hold of a field always has a kind and a site; it is a page or a press that lacks them.',
    changes: [
      {
        file: 'holds',
        was: '...(kind === undefined ? {} : { kind }),',
        becomes: ['...(false ? {} : { kind }),'],
      },
      {
        file: 'holds',
        was: '...(site === undefined ? {} : { site }),',
        becomes: ['...(false ? {} : { site }),'],
      },
    ],
  },
  {
    kind: 'same',
    why: 'A linger that begins while somebody else holds is taken back before anything is made of it.',
    changes: [
      {
        file: 'holds',
        was: 'if (episode === null || hold.spent !== null || toLiveHolds(run.state.holds).length > 0) return;',
        becomes: ['if (episode === null || hold.spent !== null || false) return;'],
      },
    ],
  },
  {
    kind: 'same',
    why: 'What is not set is never over: to compare with it is false.',
    changes: [
      {
        file: 'holds',
        was: "if (hold.endsAtMs !== undefined && run.nowMs >= hold.endsAtMs) remove(run, hold, 'policy');",
        becomes: ["if (true && run.nowMs >= hold.endsAtMs) remove(run, hold, 'policy');"],
      },
    ],
  },
  {
    kind: 'same',
    why: 'What is no moment in the future is not waited for.',
    changes: [
      {
        file: 'wake',
        was: 'const ends = endsAtMs === undefined ? [] : [endsAtMs - warnBeforeMs, endsAtMs];',
        becomes: [
          'const ends = false ? [] : [endsAtMs - warnBeforeMs, endsAtMs];',
          'const ends = endsAtMs === undefined ? ["Stryker was here"] : [endsAtMs - warnBeforeMs, endsAtMs];',
        ],
      },
      {
        file: 'wake',
        was: 'return [leaseUntilMs, awayUntilMs, ...ends].filter(time => time !== null);',
        becomes: [
          'return [leaseUntilMs, awayUntilMs, ...ends];',
          'return [leaseUntilMs, awayUntilMs, ...ends].filter(time => true);',
        ],
      },
      {
        file: 'wake',
        was: 'if (!isWanted && owed === null) return checking === null ? [] : [checking.dueAtMs];',
        becomes: [
          'if (!isWanted && owed === null) return checking === null ? ["Stryker was here"] : [checking.dueAtMs];',
        ],
      },
      {
        // What waits for a person has no next try.
        file: 'wake',
        was: 'return needsPerson || dueAtMs === null ? [] : [dueAtMs];',
        becomes: [
          'return false ? [] : [dueAtMs];',
          'return needsPerson && dueAtMs === null ? [] : [dueAtMs];',
          'return needsPerson || false ? [] : [dueAtMs];',
          'return needsPerson || dueAtMs === null ? ["Stryker was here"] : [dueAtMs];',
        ],
      },
      {
        file: 'wake',
        was: 'if (episode === null) return [];',
        becomes: ['if (episode === null) return ["Stryker was here"];'],
      },
    ],
  },
  {
    kind: 'same',
    why: 'A tick brings nothing but the time, and that is settled before every event.',
    changes: [
      { file: 'step', was: "case 'tick': return;", becomes: ["case 'tick':"] },
      { file: 'step', was: "case 'tick':", becomes: ['case "":'] },
    ],
  },
  {
    kind: 'same',
    why: 'Where nothing holds there is no end by policy either, so that the next condition says no as well.',
    changes: [{ file: 'view', was: 'live.length > 0 &&', becomes: ['true &&', 'live.length >= 0 &&'] }],
  },
];
