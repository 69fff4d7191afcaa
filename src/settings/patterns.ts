// How sites and pages are named in settings.
import { later, z } from '../zod.ts';

/**
 * One pattern that the browser refuses keeps it from watching any site: Chromium takes no scheme in capitals, and no
 * numbers that are no address.
 */
const toHostChecks = (code: 'site' | 'page') => [
  z.overwrite<string>(pattern => pattern.replace(/^https?:\/\/[^/]*/i, origin => origin.toLowerCase())),
  z.refine<string>(pattern => URL.canParse(pattern.replace('://*.', '://')), code),
];

/** A match pattern for pages: scheme, host (with an optional leading `*.`), and `/*`. */
export const sitePatternSchema = later(() =>
  z.string().check(
    z.regex(/^https?:\/\/(\*\.)?[a-z0-9.-]+\/\*$|^https?:\/\/\[::1\]\/\*$/i, {
      error: 'site',
      abort: true,
    }),
    ...toHostChecks('site'),
  ),
);

/** The same with a path, in which `*` stands for anything: `https://pay.example.com/checkout/*`. */
export const pagePatternSchema = later(() =>
  z
    .string()
    .check(
      z.maxLength(500),
      z.regex(/^https?:\/\/((\*\.)?[a-z0-9.-]+|\[::1\])\/[^\s#]*$/i, { error: 'page', abort: true }),
      ...toHostChecks('page'),
    ),
);
