// The contract that every recorder adapter fulfils. An adapter is a value, holds no module state, and knows
// nothing of holds, limits or browsers.
import { later, z } from '../zod.ts';
import type { RecorderErrorCode } from './errors.ts';
import type { HttpClient } from './http.ts';
import type { Sentence, WordKey } from './words.ts';

/** What an adapter needs to address the same call(s) again at resume. Plain JSON, read by its adapter only. */
export type CallRef = z.core.util.JSONType;

/**
 * How sure we are that a change happened: the vendor said yes, or its state was read back. The answer to the command
 * itself is never more than accepted, whatever state it names.
 */
export type Evidence = 'accepted' | 'verified';

/** What the recorder's answer to a pause or resume told us. */
export type Outcome = {
  callRef: CallRef;
  evidence: Evidence;
  /** The vendor's own reference for this action, for its support desk (Voicenter: ActionID). */
  reference?: string;
};

/** What a read-back told us. */
export type Reading = {
  state: 'recording' | 'paused' | 'notRecording' | 'callOver' | 'unknown';
  /** True where the recording that runs belongs to a call that our pause never addressed. */
  isNewCall?: boolean;
};

/** One line of "test connection", in the order in which it was tried. */
export type CheckStep = {
  /** What was looked at, for example "Reach the monitor host". */
  label: WordKey;
  isOk: boolean;
  /** What was found; empty where it failed. */
  found: Sentence[];
  /** Why it failed, for the administrator: in English, or in the vendor's own words. Empty where it did not. */
  detail: string;
  /** What went wrong, where it did. */
  code?: RecorderErrorCode;
};

/** What a recorder can and cannot promise. The view tells the truth from these. */
export const traitsSchema = later(() =>
  z.object({
    /** What the listener of the recording hears where we paused. */
    effect: z.enum(['silence', 'cut', 'newFile', 'agentMicrophone', 'unknown']),
    /** `set` may be repeated; `toggle` flips and must never be sent twice blind. */
    command: z.enum(['set', 'toggle']),
    /** What one command addresses. */
    scope: z.enum(['call', 'extension', 'agent']),
    canRead: z.boolean(),
    /** Whether a pause also covers calls and legs that begin after it. */
    coversNewCalls: z.boolean(),
    /** Shortest time between two read-backs that the vendor allows, in ms. */
    readEveryMs: z.number(),
    /** How long a read-back may still show the state before our command, in ms. */
    readLagMs: z.number(),
    /** How often to pause again where a pause does not cover new calls and nothing can be read, in ms. */
    reassertEveryMs: z.number(),
  }),
);

export type Traits = z.infer<typeof traitsSchema>;

/** What an adapter is given for one request. */
export type RecorderContext<Settings> = {
  settings: Settings;
  http: HttpClient;
  /** The adapter's own tokens, in session storage: gone with the browser, unless stored as kept. */
  tokens: TokenStore;
  signal: AbortSignal;
  /** Wall clock, ms since the epoch. */
  now(): number;
  /**
   * To be awaited just before the request that changes a recording: stores which call is about to be
   * addressed, so that a worker killed between sending and the answer wakes knowing what to resume.
   */
  target(callRef: CallRef): Promise<void>;
};

export type TokenStore = {
  get(key: string): Promise<unknown>;
  /**
   * `null` forgets. With `isKept` the token survives the browser, in local storage that pages cannot read: only for
   * what an administrator has allowed to be kept. Storing it again without `isKept` takes the kept copy away.
   */
  set(key: string, token: z.core.util.JSONType, isKept?: boolean): Promise<void>;
  /**
   * Runs `work` while no other request of this configured recorder runs work under the same name, in whichever page
   * or worker: a token that can be renewed only once is renewed once. A worker that dies gives the name free.
   * @throws {RecorderError} timedOut where the request is given up before its turn comes
   */
  alone<T>(name: string, work: () => Promise<T>): Promise<T>;
};

/** How a person signs in with the vendor in a window of the browser. Knows no browser: others open the address. */
export type SignIn<Settings> = {
  /** Whether these settings sign anybody in at all. */
  isNeeded(settings: Settings): boolean;
  /** The address to open. The vendor sends the window on to `redirectUrl`, with its answer in the query. */
  start(context: RecorderContext<Settings>, redirectUrl: string): Promise<{ url: string }>;
  /**
   * Takes in the address that the window was sent on to, and stores the tokens that it brings.
   * @throws {RecorderError} refused where the person or the vendor said no; unauthorized, badAnswer and what the HTTP
   * client throws
   */
  finish(context: RecorderContext<Settings>, redirectedUrl: string): Promise<void>;
};

/** A server that insists on an `Origin` of its own choice, where a browser would send the extension's. */
export type OriginRewrite = {
  /** Origin of the server, for example `https://gws.example.com:8090`. */
  to: string;
  /** The Origin header that our requests to it carry. */
  origin: string;
};

/** How a setting appears in the options form that is drawn from the schema. */
export type SettingField = {
  label: WordKey;
  help?: WordKey;
  /** An example of what to enter. */
  placeholder?: string;
  /** Kept apart from the other settings, never shown again, never exported. */
  isSecret?: boolean;
  /** A text of several lines: lines of words, or JSON. */
  kind?: 'lines' | 'json';
  /** Readable names of an enum's values; a value without one stands for itself. */
  choices?: Record<string, WordKey>;
};

/**
 * Where each setting's label and help stand: `z.string().register(settingFields, { label: 'field_extension' })`.
 * What is registered is what stands in the schema's shape: the optional or default itself, not what it wraps.
 */
export const settingFields = z.registry<SettingField>();

/** One line of "test connection" to be tried. */
export type CheckTask = {
  label: WordKey;
  /** What was found, in sentences. What it throws becomes the detail of a failed step, and ends the check. */
  run(): Promise<Sentence[]>;
};

/**
 * What stands on an adapter's card before it has settings. Its words are `recorder_<id>_about` (a sentence),
 * `recorder_<id>_rights` (what it needs) and, where traits hang on settings, `recorder_<id>_depends`.
 */
export type Offer<Settings> = {
  /** What tells whose calls are meant; `description` where the settings say that too. */
  identity: 'extension' | 'agentId' | 'session' | 'description';
  /** Settings that work, one for each set of traits that settings lead to; none where only the settings themselves tell. */
  examples: Settings[];
};

/** An adapter as its file writes it, with its settings typed. `defineRecorder` makes a `Recorder` of it. */
export type Definition<Schema extends z.ZodMiniObject> = {
  /** Stable and lower case: it stands in stored settings. */
  id: string;
  /** The product's name as its vendor writes it. */
  name: string;
  /** Where the adapter's facts come from. */
  docs: string;
  settings: Schema;
  offer: Offer<z.input<Schema>>;
  /** Match patterns of every origin that the adapter talks to, for the host permission. */
  origins(settings: z.infer<Schema>): string[];
  /** Only where a server insists on an Origin header. */
  originRewrites?(settings: z.infer<Schema>): OriginRewrite[];
  traits(settings: z.infer<Schema>): Traits;
  /** Pauses the agent's call(s). `held` is what an earlier pause of this episode already addresses. */
  pause(context: RecorderContext<z.infer<Schema>>, held: CallRef | null): Promise<Outcome>;
  /** Resumes exactly the call(s) in `callRef`. */
  resume(context: RecorderContext<z.infer<Schema>>, callRef: CallRef): Promise<Outcome>;
  /** Reads the state of the call(s) in `callRef`; only where `traits.canRead`. */
  read?(context: RecorderContext<z.infer<Schema>>, callRef: CallRef | null): Promise<Reading>;
  /** What to look at, in this order, without touching a recording: credentials, reachability, rights, current call. */
  check(context: RecorderContext<z.infer<Schema>>): CheckTask[];
  /**
   * Makes ready what the next pause would have to wait for, such as a token; touches no recording. What it throws is
   * swallowed, so `check` has to try the same and say it.
   */
  prepare?(context: RecorderContext<z.infer<Schema>>): Promise<void>;
  /** Only where a person signs in with the vendor. */
  signIn?: SignIn<z.infer<Schema>>;
};

/**
 * An adapter with its settings type erased: settings are parsed again at each call. Whatever it throws is a
 * `RecorderError` without secrets; settings that do not fit are `misconfigured`, and nothing is sent.
 */
export type Recorder = Omit<
  Definition<z.ZodMiniObject>,
  | 'offer'
  | 'origins'
  | 'originRewrites'
  | 'traits'
  | 'pause'
  | 'resume'
  | 'read'
  | 'check'
  | 'prepare'
  | 'signIn'
> & {
  /** With the traits that the examples lead to. */
  offer(): { identity: Offer<unknown>['identity']; traits: Traits[] };
  origins(settings: unknown): string[];
  originRewrites(settings: unknown): OriginRewrite[];
  traits(settings: unknown): Traits;
  pause(context: RecorderContext<unknown>, held: CallRef | null): Promise<Outcome>;
  resume(context: RecorderContext<unknown>, callRef: CallRef): Promise<Outcome>;
  read(context: RecorderContext<unknown>, callRef: CallRef | null): Promise<Reading>;
  /** Never rejects for what it found out: a failed step is the last one. */
  check(context: RecorderContext<unknown>): Promise<CheckStep[]>;
  /** Does nothing where the adapter has nothing to prepare. */
  prepare(context: RecorderContext<unknown>): Promise<void>;
  /** Null where nobody signs in. */
  signIn: SignIn<unknown> | null;
};
