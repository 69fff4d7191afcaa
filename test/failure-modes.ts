// The 25 failure modes and their answers. `limit` says in plain words what stays open.

export type FailureMode = {
  id: string;
  what: string;
  /** File below `test`, and the title of a test in it as it stands in the source. */
  tests: [file: string, title: string][];
  limit?: string;
};

const step = 'recording/step.test.ts';
const trouble = 'e2e/trouble.spec.ts';
const protection = 'e2e/protection.spec.ts';
const calls = 'conformance/calls.ts';

export const failureModes: FailureMode[] = [
  {
    id: 'F1',
    what: 'browser, tab or PC dies while paused',
    tests: [
      ['e2e/death.spec.ts', 'a browser killed while paused resumes that call at its next start, and says so'],
      [trouble, 'a tab closed while paused resumes'],
      ['recording/settings-and-death.test.ts', 'resumes it first, on its own call, and says so'],
    ],
    limit: 'A PC that is never started again resumes nothing: only a recorder that resumes by itself would.',
  },
  {
    id: 'F2',
    what: 'a worker that restarts forgets the pause',
    tests: [
      [trouble, 'the worker is killed while paused and the field keeps focus: it stays paused'],
      [trouble, 'the worker is killed while paused, then the field loses focus: it resumes'],
      [
        'background/coordinator.test.ts',
        'killed %s of a pause: the next worker, and the frame that claims its hold, end up paused, and resume later',
      ],
    ],
  },
  {
    id: 'F3',
    what: '"200 OK" and nothing is paused',
    tests: [
      ['recording/readings.test.ts', 'after the lag is an alert, and paused again at once'],
      ['recording/readings.test.ts', 'is not believed again on its word'],
      ['conformance/faults.ts', 'takes nothing for a yes that is none'],
      [trouble, 'a recorder that ${name} shows "still recording" and never "paused"'],
    ],
    limit: 'A recorder that cannot be read and says yes is shown as accepted, never as verified.',
  },
  {
    id: 'F4',
    what: 'one of several recorders paused, shown as paused',
    tests: [
      [step, 'with two recorders one that refuses shows "still recording", and both are resumed'],
      ['recording/gate.test.ts', 'waits for the last of several required recorders'],
      [
        'recording/channel.test.ts',
        'have the word together where none is required: never "no call" while one records',
      ],
    ],
  },
  {
    id: 'F5',
    what: '"nothing to pause" while another recorder failed',
    tests: [['recording/view.test.ts', '(%s) hides no failure of another']],
  },
  {
    id: 'F6',
    what: 'the time between focus and pause is neither blocked nor measured',
    tests: [
      [
        'e2e/gate.spec.ts',
        '${name}: nothing can be typed until the recorder has paused, and then everything',
      ],
      ['ledger/pauses.test.ts', 'that comes late is late, and the seconds are told'],
    ],
    limit: 'Typing can be held back, speaking cannot: by default people are warned and not blocked.',
  },
  {
    id: 'F7',
    what: 'card fields in a frame of another origin or a closed shadow root',
    tests: [
      [
        'e2e/pause.spec.ts',
        'focus in a cross-origin payment frame pauses before the first digit, and blur plus linger resumes',
      ],
      [
        'e2e/focus.spec.ts',
        'closed shadow roots, one for each field: number and security code pause, the nickname does not',
      ],
    ],
  },
  {
    id: 'F8',
    what: 'an updated extension leaves an orphan that cannot send',
    tests: [
      ['content/banner.test.ts', 'asks for a reload after an update, until a new script takes over'],
      ['content/hold-link.test.ts', 'says so at once when its port breaks'],
      [protection, 'a page whose script is gone gets a new one, without a reload'],
    ],
  },
  {
    id: 'F9',
    what: 'a page from before the installation, a missing permission, a host that policy blocks',
    tests: [
      [
        'e2e/options.spec.ts',
        'a page that was open before its site was watched is protected without a reload',
      ],
      [protection, 'a page that was opened while nobody watched it is reached when it comes to the front'],
      [protection, 'is an alarm, named by its host, until one press watches it'],
      [protection, 'without a permission: first the site, then the frame of the payment provider'],
      ['e2e/installation.spec.ts', 'sees the hosts that the policy allows and no others, and protects there'],
    ],
    limit:
      'The browser’s own question is answered by real keys: that test is skipped without Xvfb. What the badge says on ' +
      'a host that policy blocks is not tested in a browser, only that nothing reaches it.',
  },
  {
    id: 'F10',
    what: 'credentials or permission lost, found out only at the card',
    tests: [
      [protection, 'wrong credentials are cured in the settings'],
      [
        protection,
        'a recorder that cannot be reached: badge, banner and popup say so before a card is taken, and a press cures it',
      ],
      ['background/recorder-health.test.ts', 'is due at first, and then for five minutes more or less not'],
      ['popup/main.test.tsx', 'says "not protected here" as soon as access is taken away'],
    ],
    limit: 'What is lost between two checks, about five minutes, is found out by the next request.',
  },
  {
    id: 'F11',
    what: 'the wrong call',
    tests: [
      [step, 'blur resumes after the linger, on the call that was paused'],
      [calls, 'resumes only what it paused, where it addresses calls'],
      [calls, 'pauses both of two calls, or refuses to guess'],
    ],
  },
  {
    id: 'F12',
    what: 'a call is transferred or joined while paused',
    tests: [
      ['e2e/pause.spec.ts', 'a call that begins during the pause is paused too'],
      [calls, 'covers a new call as its traits say, or reads that it does not'],
      ['recording/answers.test.ts', 'and is a further call is not paused until the answer says so'],
      [
        'recording/answers.test.ts',
        'and is a further call is an alert at the first %s: the pause of the first call is no pause of both',
      ],
    ],
    limit:
      'A new leg is covered at once only where the recorder tells; elsewhere within the re-assertion time.',
  },
  {
    id: 'F13',
    what: 'focus and answers overtake each other',
    tests: [
      [step, 'focus, blur, focus before the first answer asks once'],
      [step, 'focus during a resume pauses again'],
      [
        'recording/channel.test.ts',
        'does not keep a pause waiting, and what it says of the call before leaves nothing paused unnoticed',
      ],
      ['recording/answers.test.ts', '%s changes nothing'],
    ],
  },
  {
    id: 'F14',
    what: 'a resume fails and nobody is told',
    tests: [
      [step, 'a resume that fails is "still paused", and goes on until it is done'],
      ['recording/failures.test.ts', 'that ended in %s: still paused, and owed'],
      ['recording/resume-check.test.ts', 'and did not happen: an alert, and said again on that call'],
    ],
  },
  {
    id: 'F15',
    what: 'blur resumes too early',
    tests: [
      [step, 'number, expiry and security code in a row are one pause'],
      [step, 'another window keeps the hold for its own time'],
      [
        'e2e/focus.spec.ts',
        'another tab in front keeps the pause for a while, and coming back goes on with it',
      ],
    ],
    limit:
      'Who leaves the field for longer than the linger while the card is still spoken has to press the button.',
  },
  {
    id: 'F16',
    what: 'a limit resumes while the card is still being read',
    tests: [
      ['recording/episode.test.ts', 'who typed in the last twenty seconds gets thirty more, again and again'],
      [step, 'card entry after the hard limit pauses again, with a warning'],
      ['e2e/pause.spec.ts', 'typing holds on until the hard limit, and typing on after it pauses again'],
    ],
    limit:
      'A card that is spoken and not typed looks like silence: the warning comes thirty seconds before the limit.',
  },
  {
    id: 'F17',
    what: 'two tabs, frames or windows on one call',
    tests: [
      [trouble, 'two tabs: the recording resumes when the last one leaves'],
      ['recording/holds.test.ts', 'of one of two leaves the other, and no linger'],
    ],
  },
  {
    id: 'F18',
    what: 'a toggle or microphone that a second command undoes',
    tests: [
      [step, 'are never sent again blind: a person is asked'],
      ['recording/lost.test.ts', 'is read where it is a toggle that can be'],
      ['recording/microphone.test.ts', 'is never shown as a pause, from the first to the last moment'],
      ['e2e/recorders.spec.ts', 'asks the agent where an answer is lost, and presses no button meanwhile'],
    ],
  },
  {
    id: 'F19',
    what: 'the machine sleeps, and a late resume hits the next call',
    tests: [
      [step, 'after a sleep with nobody typing the recording resumes soon, on its own call'],
      [step, 'a tick that comes minutes late brings everything up to date at once'],
      [
        'background/clock.test.ts',
        'goes by the steady clock, and takes over a jump of the wall clock when it is asked',
      ],
    ],
  },
  {
    id: 'F20',
    what: 'transcription, supervisors and screen capture go on while the audio is paused',
    tests: [],
    limit:
      'Out of reach: an extension can ask the recorder, and cannot know who else listens. What a pause does is told ' +
      'by the effect of each recorder; other listeners have to be dealt with where they are set up.',
  },
  {
    id: 'F21',
    what: 'deliberate pausing for too long',
    tests: [
      ['ledger/pauses.test.ts', 'by hand is a pause by hand'],
      ['ledger/pauses.test.ts', 'that resumes late is an overrun'],
      [
        'background/signals.test.ts',
        'tell of failures and of pauses that last too long, and of nothing else: %s',
      ],
      [step, 'a manual hold has its own limit and ends for good'],
    ],
    limit: 'There is no budget of pauses per call or shift: the limits and the ledger are the answer.',
  },
  {
    id: 'F22',
    what: 'a log that can be edited, is lost on reload, or contains too much',
    tests: [
      ['ledger/tamper.property.test.ts', 'any entries removed'],
      [
        'ledger/verify.test.ts',
        'an entry that was put in place of another with a hash that fits is found at the one after it',
      ],
      ['e2e/ledger.spec.ts', 'entries made are entries stored, over ${kills} kills of worker and browser'],
      ['ledger/to-body.test.ts', 'has no secret in it, wherever it came from'],
    ],
    limit:
      'A chain that is computed anew from end to end shows only against a hash that is known from elsewhere.',
  },
  {
    id: 'F23',
    what: 'state by colour or toast alone; a screen reader is never told',
    tests: [
      ['content/banner.test.ts', 'go with the state, and alerts interrupt'],
      ['content/banner.test.ts', 'stay until they are cured'],
      ['ui/badge.test.ts', 'says in its title alone what a colour-blind person would miss in the badge'],
      ['e2e/pages.spec.ts', 'popup and options break no rule of WCAG 2.2 AA in ${colorScheme} colours'],
    ],
  },
  {
    id: 'F24',
    what: 'the agent works where the extension is not installed',
    tests: [],
    limit:
      'Out of reach: what is not installed can tell nobody. Deployment by policy is the answer, and calls with a ' +
      'payment and without a row in the ledger are the sign.',
  },
  {
    id: 'F25',
    what: 'after a leak nobody knows which call and which seconds',
    tests: [
      ['ledger/pauses.test.ts', 'that comes late is late, and the seconds are told'],
      [
        'ledger/report.test.ts',
        'a report has its pauses, sums, notices and changes, and where the chain stood',
      ],
      [
        'recording/notes.test.ts',
        'name the call before the recorder hears of it, and with its pause and its end',
      ],
      [
        'shipping/notices.test.ts',
        'say which call, from when to when, and why; a pause in time gives rise to none',
      ],
    ],
  },
];
