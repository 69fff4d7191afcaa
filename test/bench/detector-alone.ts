// The detector and nothing else: what it adds to the content script.
export { classify } from '../../src/content/classify.ts';
export { readFacts } from '../../src/content/facts.ts';
export { classifyFrame, readFrameFacts } from '../../src/content/frames.ts';
