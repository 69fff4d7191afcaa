// Vendors echo what they were sent. None of it may leave an adapter in an error.
import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import type { Answer, LoggedRequest } from '../lab/recorders/fake-server.ts';
import { expectNoSecretInAddresses } from './lies.ts';
import { toError, type World } from './world.ts';

export function describeSecrets(world: () => World): void {
  const shapes: { name: string; toAnswer(world: World, words: string): Answer }[] = [
    { name: 'in its own words', toAnswer: ({ fake }, words) => fake.toErrorAnswer(words) },
    {
      name: 'with status 400',
      toAnswer: ({ fake }, words) => ({ ...fake.toErrorAnswer(words), status: 400 }),
    },
    { name: 'as a page', toAnswer: (_, words) => ({ status: 500, body: `<pre>${words}</pre>` }) },
  ];

  it.each(shapes)('lets no secret out that the vendor echoes $name', async ({ toAnswer }) => {
    const current = world();
    current.startCall();
    const { callRef } = await current.pause();
    const { secrets } = current.fake;
    current.fake.faults.instead = request => toAnswer(current, toEcho(request, secrets));
    const errors = [
      await toError(current.pause(callRef)),
      await toError(current.resume(callRef)),
      ...(current.traits.canRead ? [await toError(current.read(callRef))] : []),
    ];
    const steps = await current.check();
    expect(steps.at(-1)?.isOk).toBe(false);
    const told = [
      ...errors.flatMap(error => [
        inspect(error, { depth: 9, showHidden: true }),
        JSON.stringify(error.toFailure()),
      ]),
      JSON.stringify(steps),
    ]
      .join('\n')
      .replaceAll('\\', '');
    for (const secret of secrets) {
      expect(told).not.toContain(secret);
      expect(told).not.toContain(encodeURIComponent(secret));
      expect(told).not.toContain(Buffer.from(secret).toString('base64').replace(/=+$/, ''));
    }
    expect(told).not.toMatch(/\d{9}/);
  });

  it('puts no secret into an address', async () => {
    await expectNoSecretInAddresses(world());
  });
}

/** Everything that a vendor can know, and a card number. What is kept of it is its beginning. */
function toEcho({ params, body, headers }: LoggedRequest, secrets: string[]): string {
  return [
    ...secrets,
    '4111 1111 1111 1111',
    JSON.stringify(params),
    body,
    `Authorization: ${headers.authorization ?? 'none'}`,
    ...secrets.map(encodeURIComponent),
  ].join(' ');
}
