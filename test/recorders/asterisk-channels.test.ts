import { expect, it } from 'vitest';
import { isChannelOf } from '../../src/recorders/asterisk-channels.ts';
import { isFirstOnly } from '../../src/recorders/asterisk-check.ts';

it.each([
  ['100', 'PJSIP/100-0000002a', true],
  ['100', 'SIP/100-0000002a', true],
  ['PJSIP/100', 'PJSIP/100-0000002a', true],
  ['SIP/100', 'PJSIP/100-0000002a', false],
  ['100', 'PJSIP/1001-0000002a', false],
  ['1001', 'PJSIP/100-0000002a', false],
  ['100', 'PJSIP/100-home-0000002a', false],
  ['100-home', 'PJSIP/100-home-0000002a', true],
  ['100', 'PJSIP/2100-0000002a', false],
  ['100', 'Local/100@from-queue-0000002a;1', true],
  ['100', 'Local/100@from-queue-0000002a;2', true],
  ['Local/100', 'Local/100@from-queue-0000002a;1', true],
  ['100@tenant-b', 'PJSIP/100@tenant-b-0000002a', true],
  ['100', 'PJSIP/100@tenant-b-0000002a', false],
  ['i1/5550142', 'DAHDI/i1/5550142-1', true],
  ['100', 'PJSIP/trunk-00000100', false],
  ['100', '100', false],
  ['100', '', false],
])('the agent %s: the channel %s: %s', (extension, name, isOwn) => {
  expect(isChannelOf(extension, name)).toBe(isOwn);
});

it.each([
  ['13.38.3', true],
  ['16.28.0~dfsg-0+deb11u10', true],
  ['18.17.1', true],
  ['18.18.0', false],
  ['18.9-cert4', true],
  ['certified/18.9-cert5', false],
  ['18.9-cert17', false],
  ['19.8.1', true],
  ['20.2.1', true],
  ['20.3.0', false],
  ['20.7-cert2', false],
  ['21.0.0', false],
  ['22.10.1+dfsg+~cs6.17.60671434-1', false],
  ['GIT-master-0000000', false],
  ['', false],
])('Asterisk %s mutes only the first MixMonitor of a leg: %s', (version, isSo) => {
  expect(isFirstOnly(version)).toBe(isSo);
});
