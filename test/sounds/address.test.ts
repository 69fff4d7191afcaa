import { expect, it } from 'vitest';
import { fromHash, toSoundPath } from '../../src/sounds/address.ts';
import { sounds } from '../../src/sounds/earcon.ts';

it.each(sounds)('%s survives the way to its page', sound => {
  const path = toSoundPath(sound, 0.25);
  expect(fromHash(path.slice(path.indexOf('#')))).toEqual({ sound, volume: 0.25 });
});

it.each(['', '#', '#loud,1', '#paused', '#paused,', '#paused,2', '#paused,-1', '#paused,x'])(
  '%j plays nothing',
  hash => {
    expect(fromHash(hash)).toBeNull();
  },
);
