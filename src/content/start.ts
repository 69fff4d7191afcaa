// What the content script does in one frame: watches the focus, tells the worker, shows the banner. Wiring only; the
// practice page runs the same with an extension of its own.
import { createBannerDoor } from './banner-door.ts';
import type { createBannerLink } from './banner-link.ts';
import { watchApproach } from './early-warning.ts';
import type { Extension } from './extension.ts';
import { watchFocus } from './focus-watcher.ts';
import { createFrameReport } from './frame-report.ts';
import { createHoldLink } from './hold-link.ts';
import type { Instance } from './instance.ts';
import { setWords } from './patterns/find.ts';
import { recognise, reconsider, toVerdict } from './recognise.ts';

/** Starts in this document, and goes on until it is stopped. `toBanner` where the banner need not be fetched. */
export function start(extension: Extension, toBanner?: typeof createBannerLink): Instance {
  setWords(part => extension.text(`recognise_${part}`));
  const banner = createBannerDoor(extension, toBanner);
  const { gate } = banner;
  const link = createHoldLink({
    isAlive: extension.isAlive,
    send: banner.send,
    connect: onGone => extension.connect(onGone, 'hold', banner.onWord),
    onAnswered: () => banner.setTrouble(null),
    onUnanswered: () => banner.setTrouble('unanswered'),
    onOrphaned: () => banner.setTrouble('orphaned'),
  });
  const frames =
    window === window.top
      ? createFrameReport(message => void banner.send(message).catch(() => undefined), link.arm)
      : null;
  const approach = watchApproach({ recognise: toVerdict, arm: link.arm });
  const watcher = watchFocus({
    recognise: toVerdict,
    reconsider,
    rootOf: extension.rootOf,
    isOurs: banner.isOurs,
    onHold(field) {
      gate?.hold(field);
      link.hold(field);
    },
    onRelease(seq, reason) {
      gate?.release();
      link.release(seq, reason);
    },
    onActivity: link.activity,
    onPage: banner.onPage,
    onAttach() {
      approach.attach();
      gate?.attach();
    },
    onMove(element) {
      gate?.move(element);
      banner.onMove(element);
      frames?.look();
      if (element !== null) approach.onNeighbour(element);
    },
  });
  return {
    isAlive: extension.isAlive,
    recognise,
    look: watcher.look,
    openBanner: () => banner.open(),
    stop() {
      watcher.stop();
      approach.stop();
      link.stop();
      banner.stop();
    },
  };
}
