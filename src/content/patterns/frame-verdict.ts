// What the address of a frame says, by the list of payment providers that comes with the words.
import { load } from './find.ts';

/** What a frame of a payment provider is. */
export type FrameVerdict =
  /** Everything that can be typed inside is card data. */
  | 'card-frame'
  /** A whole payment form or page: fields inside are classified as usual. */
  | 'card-capable'
  /** 3-D Secure and one-time codes: never card data. */
  | 'auth-frame';

/** The verdict on a document or frame address, or null for a host we do not know. */
export function toFrameVerdict(host: string, path: string): FrameVerdict | null {
  for (const line of load('hosts').split('\n')) {
    const [verdict, ...keys] = line.split(' ');
    for (const key of keys) {
      const [suffix, ...start] = key.split('/');
      if (`.${host}`.endsWith(`.${suffix}`) && path.startsWith(['', ...start].join('/')))
        return verdict as FrameVerdict;
    }
  }
  return null;
}
