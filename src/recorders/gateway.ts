// The way to a gateway of the company's own, which adds the vendor's secrets: how it knows who asks.
import type { HttpClient } from './http.ts';
import { settingFields } from './recorder.ts';
import { z } from '../zod.ts';

/**
 * A header of our own, so that it is in nobody's way: recorders have their own use for Authorization. The gateway takes
 * it out before it asks the vendor.
 */
export const gatewayHeader = 'x-cardhush-gateway';

/** The setting for it, to stand as `gatewayToken` beside `baseUrl` in a recorder's settings. */
export function gatewayTokenSetting() {
  return z
    .optional(z.string().check(z.trim(), z.maxLength(500), z.regex(/^[\x21-\x7e]*$/, 'customHeaderText')))
    .register(settingFields, {
      label: 'field_gatewayToken',
      help: 'field_gatewayToken_help',
      isSecret: true,
    });
}

/** Sends the token along with each request to the origin of `baseUrl`, and to no other. */
export function withGatewayToken(
  http: HttpClient,
  { baseUrl, gatewayToken }: Record<string, unknown>,
): HttpClient {
  if (typeof gatewayToken !== 'string' || gatewayToken === '' || typeof baseUrl !== 'string') return http;
  const { origin } = new URL(baseUrl);
  return {
    send: request =>
      URL.canParse(request.url) && new URL(request.url).origin === origin
        ? http.send({ ...request, headers: { ...request.headers, [gatewayHeader]: gatewayToken } })
        : http.send(request),
  };
}
