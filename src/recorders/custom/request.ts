// From a described request and its values to the one that is sent.
import { toBasicAuth } from '../basic-auth.ts';
import { joinPath } from '../address.ts';
import { RecorderError } from '../errors.ts';
import type { HttpRequest } from '../http.ts';
import type { Description, RequestTemplate } from './description.ts';
import { toFields, toHeader, toJson, toPath } from './encode.ts';
import type { Values } from './template.ts';

/** What every request needs besides its own values. */
export type Access = {
  baseUrl: string;
  auth: Description['auth'];
  user: string;
  secret: string;
};

/**
 * The request as it leaves. Its origin is that of the address in the settings.
 * @throws {RecorderError} misconfigured for a value that is missing or cannot stand at its place
 */
export function toRequest(template: RequestTemplate, values: Values, access: Access): HttpRequest {
  const { method, path, query, headers = {}, json, form } = template;
  const url = joinPath(access.baseUrl, toPath(path, values));
  if (new URL(url).origin !== new URL(access.baseUrl).origin)
    throw new RecorderError('misconfigured', 'the request would leave the recorder’s address');
  return {
    method,
    url,
    ...(query === undefined ? {} : { query: toFields(query, values) }),
    headers: {
      ...Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, toHeader(text, values)])),
      ...toAuthHeader(access),
    },
    ...(json === undefined ? {} : { json: toJson(json, values) }),
    ...(form === undefined ? {} : { form: toFields(form, values) }),
  };
}

function toAuthHeader({ auth, user, secret }: Access): Record<string, string> {
  switch (auth.type) {
    case 'none':
      return {};
    case 'basic':
      return { authorization: toBasicAuth(user, secret) };
    case 'bearer':
      return { authorization: `Bearer ${secret}` };
    case 'header':
      return { [auth.name]: auth.prefix + secret };
    default:
      return auth satisfies never;
  }
}
