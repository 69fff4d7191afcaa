// A recorder's address as administrators give it, for every adapter's settings.
import { z } from '../zod.ts';

/**
 * A setting that holds an address: https (plain http only on this machine), without user name, query or fragment.
 * A gateway that adds the vendor's secrets is given as an address with a path of its own.
 */
export function addressSchema() {
  return z.string().check(z.trim(), z.refine(isAddress, { error: 'recorderAddress' }));
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text) || hasDotSegment(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  if (username !== '' || password !== '' || search !== '' || hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

/** Whether a part of an address's path is `.` or `..`, which URLs resolve even where they are percent-encoded. */
export function hasDotSegment(address: string): boolean {
  return /[/\\](?:\.|%2e){1,2}(?=[/\\?#]|$)/i.test(address);
}

/** An address with a path appended, whether or not it ends in a slash. */
export function joinPath(address: string, path: string): string {
  return address.replace(/\/+$/, '') + path;
}

/** Whether a host name means this machine: the one place where plain http is accepted. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname) || hostname.endsWith('.localhost');
}
