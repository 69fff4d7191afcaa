import { beforeEach, expect, it, vi } from 'vitest';
import { dropAccess, readGranted, requestAccess, watchAccess } from '../../src/ui/access.ts';
import { browser, double, resetDouble } from './browser-double.ts';

vi.mock('../../src/browser.ts', async () => await import('./browser-double.ts'));
beforeEach(resetDouble);

const [crm, pay] = ['https://crm.example.com/*', 'https://pay.example.com/*'];

it('tells which patterns the browser lets us use', async () => {
  double.granted.add(crm);
  await expect(readGranted([crm, pay])).resolves.toEqual(new Set([crm]));
});

it('counts what the browser refuses to look up as not granted', async () => {
  const contains = vi
    .spyOn(browser.permissions, 'contains')
    .mockRejectedValue(new Error('Invalid value for origin'));
  await expect(readGranted([crm])).resolves.toEqual(new Set());
  contains.mockRestore();
});

it('asks for exactly the patterns it was given, and before it returns', () => {
  void requestAccess([crm, pay]);
  expect(double.request).toHaveBeenCalledExactlyOnceWith([crm, pay]);
});

it('asks nobody for nothing', async () => {
  await expect(requestAccess([])).resolves.toBe(true);
  expect(double.request).not.toHaveBeenCalled();
});

it('takes an error for a no', async () => {
  double.request.mockRejectedValue(new Error('This function must be called during a user gesture'));
  await expect(requestAccess([crm])).resolves.toBe(false);
});

it('gives access back, and goes on where the manifest requires it', async () => {
  double.granted.add(crm).add(pay);
  const remove = vi
    .spyOn(browser.permissions, 'remove')
    .mockRejectedValueOnce(new Error('You cannot remove required permissions.'));
  await dropAccess([crm, pay]);
  expect(remove).toHaveBeenCalledTimes(2);
  expect(double.granted).toEqual(new Set([crm]));
  remove.mockRestore();
});

it('listens until it is told to stop', () => {
  const stop = new AbortController();
  const onChange = vi.fn();
  watchAccess(onChange, stop.signal);
  double.onAdded.fire();
  double.onRemoved.fire();
  stop.abort();
  double.onAdded.fire();
  expect(onChange).toHaveBeenCalledTimes(2);
});
