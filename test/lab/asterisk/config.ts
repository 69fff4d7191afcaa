// The configuration of the Asterisk for tests: a small PBX on loopback whose calls are recorded as FreePBX does it
// (MixMonitor on the caller's leg, then Dial), with AMI over HTTP and ARI.
import { join } from 'node:path';

/** Where one Asterisk keeps its things, and where it listens. All on 127.0.0.1. */
export type Place = {
  /** The unpacked packages. */
  root: string;
  /** A folder of its own, thrown away afterwards. */
  dir: string;
  ports: { http: number; ami: number; sip: number; rtp: number };
};

/** Users of the PBX. `narrow` may do what CardHush needs and no more; `viewer` may not change anything. */
export const users = {
  admin: 'Adm1n/secret+for "tests"',
  narrow: 'Narr0w&secret=for tests',
  viewer: 'V1ewer-secret',
} as const;

/** The context and extension at which a caller's channel enters the PBX: recorded, and put through to the agent. */
export const inbound = { context: 'from-trunk', extension: 'agent' } as const;
/** The agent's endpoint. */
export const agentEndpoint = '100';
/** The endpoint of a colleague, whose name begins with the agent's. */
export const colleagueEndpoint = '1001';
/** How the agent calls out: recorded on the agent's own leg. Whom, says the channel variable CUSTOMER. */
export const outbound = {
  channel: `PJSIP/${agentEndpoint}`,
  context: 'from-agent',
  extension: 'out',
} as const;
/** The application that ARI-made recordings belong to. */
export const stasisApp = 'desk';

/** Each file of the configuration folder with its content. */
export function toConfigFiles(place: Place): Record<string, string> {
  const { ports } = place;
  return {
    'asterisk.conf': toDirectories(place),
    'modules.conf': ['[modules]', 'autoload=no', ...modules.map(name => `load=${name}.so`), ''].join('\n'),
    'logger.conf': '[general]\n[logfiles]\nconsole => warning,error\n',
    'http.conf': section('general', { enabled: 'yes', bindaddr: '127.0.0.1', bindport: ports.http }),
    'ari.conf':
      section('general', { enabled: 'yes' }) +
      section('admin', { type: 'user', read_only: 'no', password: users.admin }) +
      section('narrow', { type: 'user', read_only: 'no', password: users.narrow }) +
      section('viewer', { type: 'user', read_only: 'yes', password: users.viewer }),
    'manager.conf':
      section('general', {
        enabled: 'yes',
        webenabled: 'yes',
        bindaddr: '127.0.0.1',
        port: ports.ami,
        httptimeout: 60,
      }) +
      section('admin', { ...loopbackOnly, secret: users.admin, read: 'all', write: 'all' }) +
      section('narrow', { ...loopbackOnly, secret: users.narrow, write: 'call,reporting' }) +
      section('viewer', { ...loopbackOnly, secret: users.viewer, write: 'reporting' }),
    'rtp.conf': section('general', { rtpstart: ports.rtp, rtpend: ports.rtp + 99, strictrtp: 'no' }),
    'pjsip.conf': toSip(ports.sip),
    'extensions.conf': dialplan,
    'acl.conf': '',
    'pjproject.conf': '',
    'stasis.conf': '',
    'indications.conf': '[general]\ncountry=us\n[us]\ndescription=none\ndial=440\nbusy=440\nring=440\n',
    ...Object.fromEntries(empty.map(name => [`${name}.conf`, '[general]\n'])),
  };
}

/** The folders that have to exist. */
export function toFolders({ dir }: Place): string[] {
  return ['etc', 'lib', 'log', 'run', 'db', 'keys', 'spool/monitor', 'spool/recording'].map(name =>
    join(dir, name),
  );
}

const loopbackOnly = { deny: '0.0.0.0/0.0.0.0', permit: '127.0.0.1/255.255.255.255' };

const empty = ['features', 'udptl', 'cdr', 'cel', 'ccss'];

/**
 * MixMonitor needs `func_periodic_hook` and what that needs; bridge recordings need `chan_bridge_media`. Later
 * versions want `res_websocket_client`; this one knows it not, and goes on.
 */
const modules = `
  res_timing_timerfd res_http_websocket res_websocket_client pbx_config format_wav codec_ulaw
  codec_resample bridge_simple bridge_softmix bridge_holding chan_bridge_media res_rtp_asterisk
  res_rtp_multicast chan_rtp func_strings func_channel func_cut func_groupcount func_uri
  func_periodic_hook app_chanspy app_mixmonitor app_dial func_callerid func_global
  res_sorcery_config res_sorcery_memory res_sorcery_astdb res_pjproject res_pjsip res_pjsip_session
  res_pjsip_endpoint_identifier_ip res_pjsip_sdp_rtp res_pjsip_caller_id res_pjsip_nat res_pjsip_pubsub
  chan_pjsip res_stasis res_stasis_answer res_stasis_recording res_stasis_playback res_stasis_snoop
  app_stasis res_ari res_ari_model res_ari_channels res_ari_bridges res_ari_recordings res_ari_events
  res_ari_applications res_ari_asterisk
`
  .trim()
  .split(/\s+/);

function toDirectories({ root, dir }: Place): string {
  return [
    '[directories]',
    `astetcdir => ${dir}/etc`,
    `astmoddir => ${root}/usr/lib/asterisk/modules`,
    `astvarlibdir => ${dir}/lib`,
    `astdbdir => ${dir}/db`,
    `astkeydir => ${dir}/keys`,
    `astdatadir => ${root}/usr/share/asterisk`,
    `astagidir => ${dir}/lib`,
    `astspooldir => ${dir}/spool`,
    `astrundir => ${dir}/run`,
    `astlogdir => ${dir}/log`,
    `astsbindir => ${root}/usr/sbin`,
    '[options]',
    'hideconnect = yes',
    '',
  ].join('\n');
}

/** The PBX rings the agent's phone at itself: a real SIP leg with real RTP, and no phone to buy. */
function toSip(port: number): string {
  const media = { disallow: 'all', allow: 'ulaw', direct_media: 'no', transport: 'loopback' };
  return (
    section('loopback', { type: 'transport', protocol: 'udp', bind: `127.0.0.1:${port}` }) +
    [agentEndpoint, colleagueEndpoint]
      .map(
        name =>
          section(name, { type: 'endpoint', context: inbound.context, aors: name, ...media }) +
          section(name, { type: 'aor', contact: `sip:phone@127.0.0.1:${port}` }),
      )
      .join('') +
    section('phones', { type: 'endpoint', context: 'phones', ...media }) +
    section('phones-here', { type: 'identify', endpoint: 'phones', match: '127.0.0.1' })
  );
}

/** Where somebody speaks at the agent's phone, the global variable AGENT_MOUTH says whom to dial for that. */
const dialplan = `[general]
static=yes
writeprotect=yes
[globals]
[${inbound.context}]
exten => ${inbound.extension},1,Answer()
 same => n,MixMonitor(call-\${UNIQUEID}.wav)
 same => n,Dial(PJSIP/${agentEndpoint})
exten => twice,1,Answer()
 same => n,MixMonitor(call-\${UNIQUEID}.wav)
 same => n,MixMonitor(again-\${UNIQUEID}.wav)
 same => n,Dial(PJSIP/${agentEndpoint})
exten => unrecorded,1,Answer()
 same => n,Dial(PJSIP/${agentEndpoint})
exten => colleague,1,Answer()
 same => n,MixMonitor(call-\${UNIQUEID}.wav)
 same => n,Dial(PJSIP/${colleagueEndpoint})
exten => transferred,1,Dial(PJSIP/${colleagueEndpoint})
exten => spy,1,Answer()
 same => n,ChanSpy(\${SPIED},q)
exten => desk,1,Answer()
 same => n,Stasis(${stasisApp})
[${outbound.context}]
exten => ${outbound.extension},1,MixMonitor(call-\${UNIQUEID}.wav)
 same => n,Dial(\${CUSTOMER})
[phones]
exten => phone,1,Answer()
 same => n,GotoIf($["\${AGENT_MOUTH}" = ""]?quiet)
 same => n,Dial(\${AGENT_MOUTH})
 same => n(quiet),Wait(3600)
`;

function section(name: string, entries: Record<string, string | number>): string {
  const lines = Object.entries(entries).map(([key, value]) => `${key}=${value}`);
  return [`[${name}]`, ...lines, ''].join('\n');
}
