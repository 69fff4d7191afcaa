// Where evidence is sent to. Nothing is, before an address stands here.
import { addressSchema } from '../recorders/address.ts';
import { later, z } from '../zod.ts';

/** An address as recorders have them, or none. */
const optionalAddress = () => {
  const address = addressSchema();
  return z.string().check(
    z.trim(),
    z.refine(text => text === '' || address.safeParse(text).success, { error: 'recorderAddress' }),
  );
};

/** What the collector understands. */
export const shippingKinds = [
  /** OTLP/HTTP logs in their JSON encoding. */
  'otlp',
  /** Entries as they stand in the ledger, in a JSON of our own. */
  'webhook',
] as const;

export const shippingSettingsSchema = later(() =>
  z.object({
    /** Where entries go, in full (for OTLP usually `.../v1/logs`); nothing is sent while it is empty. */
    url: z._default(optionalAddress(), ''),
    kind: z._default(z.enum(shippingKinds), 'otlp'),
    /** Name of the header that carries the secret, which is kept with the other secrets. */
    header: z._default(
      z.string().check(z.trim(), z.regex(/^[A-Za-z0-9-]{1,60}$/, { error: 'customHeaderName' })),
      'Authorization',
    ),
    /** How many entries go at once. */
    batchSize: z._default(z.number().check(z.int(), z.gte(1), z.lte(1_000)), 200),
    /** Where each exposure notice goes, by itself; nothing is sent while it is empty. */
    exposureUrl: z._default(optionalAddress(), ''),
  }),
);
export type ShippingSettings = z.infer<typeof shippingSettingsSchema>;

/** By which path policy locks the value of the header. */
export const shippingSecretPath = 'shipping.secret';

/** Under which names the value of the header is among the secrets; no recorder can have such an id. */
export const shippingSecret = { id: '@shipping', field: 'header' } as const;
