// The files that administrators take over: they parse, name only what exists, and all say the same.
import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toManifest } from '../../src/targets.ts';
import { checkEntry } from '../../src/settings/check.ts';
import { layPolicy } from '../../src/settings/policy.ts';
import { settingsSchema } from '../../src/settings/schema.ts';

const root = join(import.meta.dirname, '../../src/deploy');
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const json = (name: string): unknown => JSON.parse(read(name));

/** The id that people replace by their own, in every file at once. */
const extensionId = 'aaaabbbbccccddddeeeeffffgggghhhh';
const addonId = 'cardhush@cardhush.example';

const policy = json('policy.json') as Record<string, unknown>;

type Values = Record<string, unknown>;
/** What a file says: how the extension is installed, and what it is set to. */
type Said = { installation: Values; policy: Values };

function readLinux(name: string): Said {
  const file = json(name) as {
    ExtensionSettings: Record<string, Values>;
    '3rdparty': { extensions: Record<string, Values> };
  };
  return {
    installation: file.ExtensionSettings[extensionId] ?? {},
    policy: file['3rdparty'].extensions[extensionId] ?? {},
  };
}

function readFirefox(): Said {
  const { policies } = json('firefox/policies.json') as {
    policies: {
      ExtensionSettings: Record<string, Values>;
      '3rdparty': { Extensions: Record<string, Values> };
    };
  };
  return {
    installation: policies.ExtensionSettings[addonId] ?? {},
    policy: policies['3rdparty'].Extensions[addonId] ?? {},
  };
}

/** As Windows reads it: keys in brackets, values of two types. Lists and groups are JSON in strings. */
function readRegistry(name: string, browser: string): Said {
  const [head, ...lines] = read(name).split('\n');
  expect(head).toBe('Windows Registry Editor Version 5.00');
  const keys = new Map<string, Values>();
  let values: Values = {};
  for (const line of lines.filter(text => text !== '')) {
    const key = /^\[(.+)\]$/.exec(line)?.[1];
    if (key !== undefined) keys.set(key, (values = {}));
    else {
      const [, value = '', text, dword] =
        /^"(\w+)"=(?:"((?:[^"\\]|\\["\\])*)"|dword:([0-9a-f]{8}))$/.exec(line) ?? [];
      expect(value, line).not.toBe('');
      values[value] = dword === undefined ? toValue(text ?? '') : Number.parseInt(dword, 16) === 1;
    }
  }
  const base = `HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\${browser}`;
  const settings = keys.get(base)?.['ExtensionSettings'] as Record<string, Values> | undefined;
  expect(keys.size).toBe(2);
  return {
    installation: settings?.[extensionId] ?? {},
    policy: keys.get(`${base}\\3rdparty\\extensions\\${extensionId}\\policy`) ?? {},
  };
}

function toValue(escaped: string): unknown {
  const text = escaped.replaceAll(/\\(["\\])/g, '$1');
  return /^[[{]/.test(text) ? JSON.parse(text) : text;
}

function readProfile(name: string, domain: string): Said {
  const dict = toPlain(elements(parseXml(read(name)).root ?? expect.fail())[0] ?? expect.fail()) as Values;
  expect(dict['PayloadType']).toBe('Configuration');
  const payloads = dict['PayloadContent'] as Values[];
  const ids = [dict, ...payloads].map(payload => String(payload['PayloadUUID']));
  expect(new Set(ids).size).toBe(3);
  for (const id of ids) expect(id).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
  const find = (type: string) => payloads.find(payload => payload['PayloadType'] === type) ?? {};
  const own = Object.entries(find(`${domain}.extensions.${extensionId}`)).filter(
    ([key]) => !key.startsWith('Payload'),
  );
  const settings = find(domain)['ExtensionSettings'] as Record<string, Values> | undefined;
  return { installation: settings?.[extensionId] ?? {}, policy: Object.fromEntries(own) };
}

const elements = ({ children }: XmlElement) => children.filter(child => child instanceof XmlElement);

/** A property list's value. @throws {Error} for a type that none of ours has */
function toPlain(element: XmlElement): unknown {
  const parts = elements(element);
  switch (element.name) {
    case 'dict':
      return Object.fromEntries(
        parts.flatMap((part, index) =>
          part.name === 'key' ? [[part.text, toPlain(parts[index + 1] ?? expect.fail())]] : [],
        ),
      );
    case 'array':
      return parts.map(toPlain);
    case 'string':
      return element.text;
    case 'integer':
      return Number(element.text);
    case 'true':
    case 'false':
      return element.name === 'true';
    default:
      throw new Error(`there is a <${element.name}>`);
  }
}

const files: [string, () => Said][] = [
  ['chrome-edge/linux-chrome.json', () => readLinux('chrome-edge/linux-chrome.json')],
  ['chrome-edge/linux-edge.json', () => readLinux('chrome-edge/linux-edge.json')],
  ['chrome-edge/windows-chrome.reg', () => readRegistry('chrome-edge/windows-chrome.reg', 'Google\\Chrome')],
  ['chrome-edge/windows-edge.reg', () => readRegistry('chrome-edge/windows-edge.reg', 'Microsoft\\Edge')],
  [
    'chrome-edge/macos-chrome.mobileconfig',
    () => readProfile('chrome-edge/macos-chrome.mobileconfig', 'com.google.Chrome'),
  ],
  [
    'chrome-edge/macos-edge.mobileconfig',
    () => readProfile('chrome-edge/macos-edge.mobileconfig', 'com.microsoft.Edge'),
  ],
  ['firefox/policies.json', readFirefox],
];

describe('the ready policy', () => {
  const agent = { voicenter: { extension: 'SIPSIP' } };
  const nobody = { settings: settingsSchema.parse({}), secrets: {} };
  const laid = layPolicy({ ...policy, agent, sets: [...(policy['sets'] as string[]), 'agent'] }, nobody);

  it('names only settings that exist, with values that they may have', () => {
    expect(laid.policy.problems).toEqual([]);
    expect(laid.policy.warnings).toEqual([]);
  });

  it('says what it sets, all of it', () => {
    const named = [...(policy['sets'] as string[]), 'sets'];
    expect(named.toSorted()).toEqual(Object.keys(policy).toSorted());
  });

  it('works as it stands, once an agent’s extension is known, and holds no secret', () => {
    expect(laid.settings.recorders.flatMap(entry => checkEntry(entry, laid.secrets))).toEqual([]);
    expect(laid.secrets).toEqual({ voicenter: {} });
  });
});

describe.each(files)('%s', (_name, readFile) => {
  it('sets what the ready policy sets', () => {
    expect(readFile().policy).toEqual(policy);
  });

  it('installs the extension, and from a place of the company’s', () => {
    const { installation } = readFile();
    expect(installation['installation_mode']).toBe('force_installed');
    expect(installation['update_url'] ?? installation['install_url']).toMatch(
      /^https:\/\/updates\.example\.com\//,
    );
  });

  it('lets it see the policy’s sites and its recorder, and nothing else', () => {
    const { installation } = readFile();
    if (_name.startsWith('firefox')) return;
    expect(installation['runtime_blocked_hosts']).toEqual(['*://*']);
    const allowed = installation['runtime_allowed_hosts'] as string[];
    const { sites, recorders } = policy as {
      sites: string[];
      recorders: { settings: { baseUrl: string } }[];
    };
    const needed = [
      ...sites.map(site => site.replace(/\/\*$/, '')),
      ...recorders.map(({ settings }) => new URL(settings.baseUrl).origin),
    ];
    expect(allowed.toSorted()).toEqual(needed.toSorted());
  });
});

it('the update file names the same extension', () => {
  const xml = parseXml(read('chrome-edge/updates.xml'));
  const [app] = elements(xml.root ?? expect.fail());
  expect(app?.attributes['appid']).toBe(extensionId);
  expect(elements(app ?? expect.fail())[0]?.attributes['codebase']).toMatch(/\.crx$/);
});

it('every ready file is looked at here, and none names another extension', () => {
  const ready = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(name =>
    /^(chrome-edge|firefox)\/.+/.test(name),
  );
  expect(ready.toSorted()).toEqual([...files.map(([name]) => name), 'chrome-edge/updates.xml'].toSorted());
  for (const name of [...ready, 'gateway/cardhush/origins.map'])
    for (const [id] of read(name).matchAll(/\b[a-p]{32}\b/g)) expect(id).toBe(extensionId);
});

it('the add-on that Firefox installs is the one that the build makes', () => {
  const { browser_specific_settings } = toManifest('firefox-managed');
  expect(browser_specific_settings).toMatchObject({ gecko: { id: addonId } });
});
