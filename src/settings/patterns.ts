// How sites and pages are named in settings.
import { later, z } from '../zod.ts';

/** A match pattern for pages: scheme, host (with an optional leading `*.`), and `/*`. */
export const sitePatternSchema = later(() =>
  z.string().check(z.regex(/^https?:\/\/(\*\.)?[a-z0-9.-]+\/\*$|^https?:\/\/\[::1\]\/\*$/i, 'site')),
);

/** The same with a path, in which `*` stands for anything: `https://pay.example.com/checkout/*`. */
export const pagePatternSchema = later(() =>
  z.string().check(z.maxLength(500), z.regex(/^https?:\/\/((\*\.)?[a-z0-9.-]+|\[::1\])\/[^\s#]*$/i, 'page')),
);
