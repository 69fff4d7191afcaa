// What stands on each recorder's card: its examples work, and everything that they promise is said in words.
import { describe, expect, it } from 'vitest';
import messages from '../../public/_locales/en/messages.json' with { type: 'json' };
import { recorders } from '../../src/recorders/index.ts';

describe.each(recorders)('the card of $name', ({ id, offer }) => {
  it('has its words', () => {
    const { traits } = offer();
    const key = `recorder_${id.replaceAll('-', '_')}`;
    // Where settings lead to different promises, it says which.
    const promises = new Set(traits.map(({ canRead, effect }) => `${canRead} ${effect}`));
    const parts = ['about', 'rights', ...(promises.size === 1 ? [] : ['depends'])];
    const missing = parts.map(part => `${key}_${part}`).filter(one => !(one in messages));
    expect(missing, 'words that public/_locales/en/messages.json has not').toEqual([]);
  });
});

it('Voicenter is verified with Active Calls only, and says so before it is set up', () => {
  const offer = recorders.find(({ id }) => id === 'voicenter')?.offer();
  expect(offer?.traits.map(({ canRead }) => canRead)).toEqual([false, true]);
});
