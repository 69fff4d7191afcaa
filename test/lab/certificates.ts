// Certificates for one day, by authorities of the lab's own.
import { spawnSync } from 'node:child_process';

/** Why none can be made here; null where they can. */
export function whyNoCertificates(): string | null {
  return spawnSync('openssl', ['version']).status === 0
    ? null
    : 'certificates for tests are made by openssl, which is missing';
}

/** Makes `<name>.pem` and `<name>.key` of an authority in `dir`. */
export function createAuthority(dir: string, name: string): void {
  const files = ['-keyout', `${name}.key`, '-out', `${name}.pem`];
  openssl(
    dir,
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    ...files,
    '-days',
    '1',
    '-subj',
    `/CN=${name}`,
  );
}

/** Makes `<name>.pem` and `<name>.key` in `dir`, for this machine's loopback, signed by one of its authorities. */
export function issueCertificate(dir: string, name: string, authority: string): void {
  const asked = ['-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`];
  openssl(
    dir,
    'req',
    '-new',
    ...asked,
    '-subj',
    `/O=Desk/CN=${name}`,
    '-addext',
    'subjectAltName=IP:127.0.0.1',
  );
  const signing = [
    '-CA',
    `${authority}.pem`,
    '-CAkey',
    `${authority}.key`,
    '-CAcreateserial',
    '-copy_extensions',
    'copy',
  ];
  openssl(dir, 'x509', '-req', '-in', `${name}.csr`, ...signing, '-days', '1', '-out', `${name}.pem`);
}

/** @throws {Error} with what openssl says */
export function openssl(dir: string, ...args: string[]): void {
  const { status, stderr } = spawnSync('openssl', args, { cwd: dir, encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl ${args[0] ?? ''}: ${stderr}`);
}
