// What the packages differ in; everything else is in manifest.json.
import manifest from '../manifest.json' with { type: 'json' };
import project from '../package.json' with { type: 'json' };

/** For a store or for installation by policy, which cannot grant optional permissions: it asks for its hosts at once. */
export const targets = ['chrome', 'chrome-managed', 'firefox', 'firefox-managed'] as const;
export type Target = (typeof targets)[number];

/** The add-on's id in Firefox, which policies name; another one for a package that is signed as somebody else's. */
const geckoId = 'cardhush@cardhush.example';

const gecko = {
  id: geckoId,
  // The first that tells a document from the next one in the same frame (`sender.documentId`).
  strict_min_version: '153.0',
  /**
   * What leaves the browser, all of it for the recorder and the collector of evidence that were set up and for nobody
   * else: what one signs in to them with, whose call it is (an extension, or an agent's id), with each pause that a card
   * field was entered now, and to a collector on which site.
   */
  data_collection_permissions: {
    required: ['authenticationInfo', 'personallyIdentifyingInfo', 'websiteActivity', 'browsingActivity'],
  },
};

/** The manifest of one package, as the build takes it. */
export function toManifest(target: Target): Record<string, unknown> {
  const { optional_host_permissions: hosts, ...common } = { ...manifest, version: project.version };
  const access = target.endsWith('-managed')
    ? { host_permissions: hosts }
    : { optional_host_permissions: hosts };
  if (!isFirefox(target)) return { ...common, ...access };

  const { minimum_chrome_version: _version, storage: _schema, ...known } = common;
  return {
    ...known,
    ...access,
    browser_specific_settings: { gecko },
    // An event page can play sounds by itself.
    optional_permissions: manifest.optional_permissions.filter(name => name !== 'offscreen'),
  };
}

export function isFirefox(target: Target): boolean {
  return target.startsWith('firefox');
}
