/**
 * A recorder's settings with its secrets, as its adapter wants them. Stored secrets are not known to this page:
 * a stand-in takes their place, which is enough to ask which origins and traits follow from the settings.
 */
export function withSecrets(
  settings: Record<string, unknown>,
  storedSecrets: string[],
  newSecrets: Record<string, string>,
): Record<string, unknown> {
  const names = new Set([...storedSecrets, ...Object.keys(newSecrets)]);
  const secrets = [...names].map(name => [name, newSecrets[name] ?? 'stored'] as const);
  return { ...settings, ...Object.fromEntries(secrets.filter(([, secret]) => secret !== '')) };
}
