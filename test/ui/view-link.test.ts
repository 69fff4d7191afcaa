import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { probeEveryMs, silentAfterMs, watchView, type ViewLink } from '../../src/ui/view-link.ts';
import { double, resetDouble } from './browser-double.ts';
import { views } from './views.ts';

vi.mock('../../src/browser.ts', async () => await import('./browser-double.ts'));

let links: ViewLink[];
let stop: AbortController;

beforeEach(() => {
  vi.useFakeTimers();
  resetDouble();
  links = [];
  stop = new AbortController();
});

afterEach(() => {
  stop.abort();
  vi.useRealTimers();
});

const watch = () => watchView(link => links.push(link), stop.signal);
const last = () => links.at(-1);
const port = () => double.ports.at(-1);
const post = (view: unknown) => port()?.post({ type: 'view', view });

describe('watchView', () => {
  it('opens a port named view and passes on each view', () => {
    watch();
    expect(port()?.name).toBe('view');
    expect(links).toEqual([{ state: 'connecting' }]);
    post(views.pausing);
    post(views.verified);
    expect(links.slice(1)).toEqual([
      { state: 'live', view: views.pausing },
      { state: 'live', view: views.verified },
    ]);
  });

  it('says that nobody answers when no view comes', () => {
    watch();
    vi.advanceTimersByTime(silentAfterMs - 1);
    expect(last()).toEqual({ state: 'connecting' });
    vi.advanceTimersByTime(1);
    expect(last()).toEqual({ state: 'silent' });
  });

  it('connects again when the worker is stopped, without a word in between', () => {
    watch();
    post(views.verified);
    port()?.drop();
    vi.advanceTimersByTime(200);
    expect(double.ports).toHaveLength(2);
    post(views.ready);
    expect(links.map(({ state }) => state)).toEqual(['connecting', 'live', 'live']);
  });

  it('does not leave "paused" on the screen when the worker stays away', () => {
    watch();
    post(views.verified);
    for (let round = 0; round < 6; round += 1) {
      port()?.drop();
      vi.advanceTimersByTime(400);
    }
    expect(last()).toEqual({ state: 'silent' });
  });

  it('comes back from silence', () => {
    watch();
    vi.advanceTimersByTime(silentAfterMs);
    post(views.ready);
    expect(last()).toEqual({ state: 'live', view: views.ready });
  });

  it('gives itself more time between tries, and keeps trying', () => {
    watch();
    for (let second = 0; second < 60; second += 1) {
      port()?.drop();
      vi.advanceTimersByTime(1_000);
    }
    expect(double.ports.length).toBeGreaterThan(20);
    expect(double.ports.length).toBeLessThan(60);
  });

  it('takes a view that it cannot read for silence', () => {
    watch();
    post(views.verified);
    post({ ...views.verified, status: 'mostlyPaused' });
    expect(last()).toEqual({ state: 'silent' });
  });

  it('notices a worker that hangs behind an open port, and tries another one', async () => {
    watch();
    post(views.verified);
    const first = port();
    await vi.advanceTimersByTimeAsync(probeEveryMs + silentAfterMs);
    expect(last()).toEqual({ state: 'silent' });
    expect(first?.isClosed).toBe(true);
    await vi.advanceTimersByTimeAsync(200);
    expect(double.ports).toHaveLength(2);
  });

  it('takes no view from an answer to its probes: the port may have brought a newer one', async () => {
    double.answer.mockResolvedValue({ view: views.verified });
    watch();
    post(views.stillRecording);
    await vi.advanceTimersByTimeAsync(3 * probeEveryMs);
    expect(double.answer).toHaveBeenCalledTimes(3);
    expect(last()).toEqual({ state: 'live', view: views.stillRecording });
  });

  it('stops when it is told to', async () => {
    watch();
    stop.abort();
    expect(port()?.isClosed).toBe(true);
    post(views.verified);
    port()?.drop();
    await vi.advanceTimersByTimeAsync(2 * probeEveryMs);
    expect(double.ports).toHaveLength(1);
    expect(links).toEqual([{ state: 'connecting' }]);
    expect(double.answer).not.toHaveBeenCalled();
  });
});
