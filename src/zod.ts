// The only import of zod. The mini build keeps the worker's cold start short; jitless keeps it from probing
// `new Function`, which the extension's content security policy reports as a violation.
import * as z from 'zod/mini';

z.config({ jitless: true });

export { z };
