// @vitest-environment happy-dom
// What a frame does for its banner before it has one.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBannerDoor, type BannerDoor } from '../../src/content/banner-door.ts';
import type { BannerLink, createBannerLink } from '../../src/content/banner-link.ts';
import type { FromContent } from '../../src/messages.ts';
import type { View } from '../../src/recording/view.ts';
import type { Word } from '../../src/word.ts';
import { paused, ready, stillRecording } from './views.ts';

let view: View;
let answer: 'view' | 'refusal' | 'silence';
let isAlive: boolean;
let asked: string[];
let push: (word: Word) => void;
let door: BannerDoor;
let banner: BannerLink;
let makeBanner: ReturnType<typeof vi.fn<typeof createBannerLink>>;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestIdleCallback', (run: () => void) => run());
  // happy-dom knows neither.
  vi.stubGlobal('HTMLFrameElement', HTMLUnknownElement);
  HTMLElement.prototype.showPopover = () => undefined;
  view = ready;
  answer = 'view';
  isAlive = true;
  asked = [];
  banner = {
    gate: null,
    send: vi.fn(() => Promise.resolve()),
    onWord: vi.fn(),
    setTrouble: vi.fn(),
    onPage: vi.fn(),
    onMove: vi.fn(),
    isOurs: () => false,
    stop: vi.fn(),
  };
  makeBanner = vi.fn(() => banner);
});
afterEach(() => {
  door.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  Reflect.deleteProperty(globalThis, Symbol.for('cardhush banner'));
});

function start(given?: typeof createBannerLink): void {
  door = createBannerDoor(
    {
      isAlive: () => isAlive,
      send({ type }: FromContent) {
        asked.push(type);
        if (answer === 'silence') return new Promise(() => undefined);
        return answer === 'view' ? Promise.resolve({ view }) : Promise.reject(new Error('nobody there'));
      },
      connect: () => ({ post: () => undefined, close: () => undefined }),
      listen: onWord => {
        push = onWord;
      },
      text: key => (isAlive ? key : ''),
      rootOf: () => null,
    },
    given,
  );
}

/** The script of the banner arrives. */
function arrive(): void {
  Object.assign(globalThis, { [Symbol.for('cardhush banner')]: makeBanner });
  door.open();
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const signs = () => document.querySelectorAll('[data-cardhush]').length;
const asksForBanner = () => asked.filter(type => type === 'getBanner').length;

describe('the banner is asked for', () => {
  it('not while there is nothing to show', async () => {
    start();
    await pass(0);
    push({ view: ready });
    push({ view: { ...ready, status: 'notSetUp' } });
    push({ view: ready, problems: [] });
    await pass(10_000);
    expect(asked).toEqual(['getView']);
  });

  it.each<[string, Word]>([
    ['a pause', { view: paused }],
    ['an alert', { view: stillRecording }],
    ['a person who resumed', { view: { ...ready, isOverridden: true } }],
    ['a page that is not protected', { view: ready, problems: ['siteAccess'] }],
  ])('with %s', async (_what, word) => {
    start();
    await pass(0);
    push(word);
    expect(asksForBanner()).toBe(1);
  });

  it('once, and again where none came', async () => {
    start();
    await pass(0);
    for (let index = 0; index < 5; index += 1) push({ view: paused });
    expect(asksForBanner()).toBe(1);
    await pass(2_100);
    push({ view: paused });
    expect(asksForBanner()).toBe(2);
  });

  it('no more when it is there', async () => {
    start();
    await pass(0);
    arrive();
    push({ view: paused });
    expect(asksForBanner()).toBe(0);
  });
});

describe('what cannot wait for it', () => {
  it('a hold that nobody takes is said at once, until somebody takes it', async () => {
    start();
    await pass(0);
    answer = 'refusal';
    door.setTrouble('unanswered');
    expect(signs()).toBe(1);
    door.setTrouble(null);
    expect(signs()).toBe(0);
  });

  it('an orphan says that it protects nothing, when somebody wants to type', async () => {
    start();
    await pass(0);
    isAlive = false;
    answer = 'refusal';
    door.onMove(document.createElement('input'));
    expect(signs()).toBe(1);
    door.setTrouble(null);
    expect(signs()).toBe(1);
  });

  it.each(['refusal', 'silence'] as const)(
    'a frame whose worker may be gone is spoken for: %s',
    async how => {
      start();
      await pass(0);
      answer = how;
      door.onMove(document.createElement('iframe'));
      await pass(3_100);
      expect(signs()).toBe(1);
      answer = 'view';
      await pass(2_100);
      expect(signs()).toBe(0);
    },
  );
});

describe('the banner comes', () => {
  it('takes the place of the plain sign, and hears what happened before', async () => {
    start();
    await pass(0);
    answer = 'refusal';
    const field = document.createElement('input');
    door.onMove(field);
    door.setTrouble('unanswered');
    arrive();
    expect(signs()).toBe(0);
    expect(banner.onMove).toHaveBeenCalledWith(field);
    expect(banner.setTrouble).toHaveBeenCalledWith('unanswered');
  });

  it('and from then on everything is its own', async () => {
    start();
    await pass(0);
    arrive();
    asked = [];
    await door.send({ type: 'arm' });
    door.onWord({ view: paused });
    door.onPage('hidden');
    expect(banner.send).toHaveBeenCalledWith({ type: 'arm' });
    expect(banner.onWord).toHaveBeenCalledWith({ view: paused });
    expect(banner.onPage).toHaveBeenCalledWith('hidden');
    expect(asked).toEqual([]);
  });

  it('once, however often its script runs', async () => {
    start();
    arrive();
    arrive();
    expect(makeBanner).toHaveBeenCalledTimes(1);
  });

  it('not to one that was stopped', async () => {
    start();
    door.stop();
    arrive();
    expect(makeBanner).not.toHaveBeenCalled();
  });

  it('at once where it need not be fetched', async () => {
    start(makeBanner);
    await pass(0);
    expect(makeBanner).toHaveBeenCalledTimes(1);
    expect(asked).toEqual([]);
  });
});
