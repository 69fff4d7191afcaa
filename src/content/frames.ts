// A frame that has focus and may not be entered: what its address, name and title say.
import type { Recognition } from './classify.ts';
import { toFrameVerdict } from './patterns/frame-verdict.ts';
import { toLines, toSubject } from './phrases.ts';
import { readLabels } from './labels.ts';
import { toWords } from './text.ts';

/** What the parent page knows about a frame. */
export type FrameFacts = {
  /** Host of `src`; empty for a frame without its own address. */
  host: string;
  /** Path of `src`, without query and hash. */
  path: string;
  /** `name` and `id`, in the form of `toWords`. */
  name: string;
  /** `title`, `aria-label`, and the label or text beside the frame, in the form of `toWords`, a line each. */
  title: string;
};

/** Reads a frame element. */
export function readFrameFacts(frame: Element): FrameFacts {
  const attribute = (name: string): string => frame.getAttribute(name) ?? '';
  const base = frame.ownerDocument.baseURI;
  const src = attribute('src');
  const { label, aria, near } = readLabels(frame, true);
  const url = src !== '' && URL.canParse(src, base) ? new URL(src, base) : null;
  return {
    host: url?.hostname ?? '',
    path: url?.pathname ?? '',
    name: toWords(`${attribute('name')} ${frame.id} ${frame.className}`),
    title: [toWords(attribute('title')), aria, label, near].filter(Boolean).join('\n'),
  };
}

/** Which card field a focused frame stands for, or null. Asked by the page around it. Pure. */
export function classifyFrame(facts: FrameFacts): Recognition | null {
  const verdict = toFrameVerdict(facts.host, facts.path);
  if (verdict === 'auth-frame') return null;
  for (const line of toLines([facts.name, ...facts.title.split('\n')])) {
    const found = toSubject(line, false);
    if (!found || found.subject === 'code') continue;
    const kind = found.subject === 'expiry' ? 'card-expiry' : found.subject;
    return { kind, confidence: verdict ? 1 : 0.7, reasons: [`frame:${kind}.${found.language || 'en'}`] };
  }
  if (verdict === null) return null;
  if (
    verdict === 'card-frame' ||
    /card|payment|pay|checkout|hosted|ccn/i.test(facts.name + facts.title + facts.path)
  ) {
    return {
      kind: 'card-number',
      confidence: verdict === 'card-frame' ? 0.9 : 0.6,
      reasons: [`frame:${verdict}`],
    };
  }
  return null;
}
