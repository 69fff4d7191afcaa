// A clock that jumps from one event to the next: an hour of ten thousand desks in seconds.
export class Simulation {
  nowMs = 0;
  /** A binary heap of what is to come, the earliest on top. */
  readonly #heap: { atMs: number; order: number; run: () => void }[] = [];
  #order = 0;

  /** Runs something later; at the same time, in the order in which it was asked for. */
  after(delayMs: number, run: () => void): void {
    this.#order += 1;
    const { length } = this.#heap;
    this.#heap.push({ atMs: this.nowMs + Math.max(0, delayMs), order: this.#order, run });
    this.#rise(length);
  }

  wait(delayMs: number): Promise<void> {
    return new Promise(resolve => void this.after(delayMs, resolve));
  }

  /** Plays until then. What each event leads to in promises is through before the next one. */
  async play(untilMs: number, onProgress: (share: number) => void): Promise<void> {
    let shown = 0;
    for (let next = this.#take(untilMs); next !== undefined; next = this.#take(untilMs)) {
      this.nowMs = next.atMs;
      next.run();
      await new Promise(resolve => void setImmediate(resolve));
      const share = Math.floor((this.nowMs / untilMs) * 100);
      if (share > shown) onProgress((shown = share) / 100);
    }
    this.nowMs = untilMs;
  }

  #take(untilMs: number) {
    const [top] = this.#heap;
    if (top === undefined || top.atMs > untilMs) return undefined;
    const last = this.#heap.pop();
    if (last !== undefined && last !== top) {
      this.#heap[0] = last;
      this.#sink();
    }
    return top;
  }

  #rise(index: number): void {
    for (let at = index; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfEarlier(at, parent)) return;
      at = parent;
    }
  }

  #sink(): void {
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      const first = this.#isEarlier(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfEarlier(first, at)) return;
      at = first;
    }
  }

  #isEarlier(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined) return false;
    return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
  }

  #swapIfEarlier(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined || !this.#isEarlier(one, other)) return false;
    this.#heap[one] = b;
    this.#heap[other] = a;
    return true;
  }
}
