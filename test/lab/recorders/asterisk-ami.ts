// The fake Asterisk's manager interface over HTTP: text in blocks, HTTP 200 whatever it says, a cookie for a session.
import { randomBytes } from 'node:crypto';
import { nowMs } from '../clock.ts';
import type { AsteriskKnobs, CallOnPbx, User } from './asterisk.ts';
import type { Answer, LoggedRequest } from './fake-server.ts';

type Pbx = { knobs: AsteriskKnobs; calls(): CallOnPbx[] };
type Session = { id: string; user: User | null; usedAtMs: number };
type Fields = Record<string, string>;

export function createAmi({ knobs, calls }: Pbx) {
  const sessions = new Map<string, Session>();
  /** Of every leg that was ever recorded: what is logged is asked about later. */
  const recordedLegs = new Set<string>();

  function act(request: LoggedRequest): Answer {
    const session = toSession(request);
    session.usedAtMs = nowMs();
    // Asterisk does not mind how the names are spelt, and reads forms and queries only.
    const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
    const params = isForm ? request.params : Object.fromEntries(new URLSearchParams(request.search));
    const fields = Object.fromEntries(
      Object.entries(params).map(([key, value]) => [key.toLowerCase(), value]),
    );
    const blocks = toBlocks(fields['action'] ?? '', fields, session);
    return {
      headers: {
        'content-type': 'text/plain',
        ...(knobs.areCookiesKept
          ? {
              'set-cookie': `mansession_id="${session.id}"; Version=1; Max-Age=${knobs.sessionLifeMs / 1000}`,
            }
          : {}),
      },
      body: `${blocks.map(toText).join('')}\r\n`,
    };
  }

  function toSession({ headers }: LoggedRequest): Session {
    const [, id = ''] = /mansession_id="?([0-9a-f]+)/.exec(headers.cookie ?? '') ?? [];
    const known = sessions.get(id);
    if (known !== undefined && nowMs() - known.usedAtMs < knobs.sessionLifeMs) return known;
    const session = { id: randomBytes(4).toString('hex'), user: null, usedAtMs: 0 };
    sessions.set(session.id, session);
    return session;
  }

  function toBlocks(action: string, fields: Fields, session: Session): Fields[] {
    const user = session.user ?? knobs.users[knobs.gatewayUser ?? ''] ?? null;
    switch (action.toLowerCase()) {
      case '':
        return toError('Missing action in request');
      case 'login':
        return logIn(fields, session);
      case 'logoff':
        sessions.delete(session.id);
        return [{ Response: 'Goodbye', Message: 'Thanks for all the fish.' }];
      case 'ping':
        return user === null
          ? denied
          : [{ Response: 'Success', Ping: 'Pong', Timestamp: (nowMs() / 1000).toFixed(6) }];
      case 'coresettings':
        if (user?.mayList !== true) return denied;
        return [{ Response: 'Success', AMIversion: '5.0.4', AsteriskVersion: knobs.version, SystemName: '' }];
      case 'coreshowchannels':
        return user?.mayList === true ? listChannels() : denied;
      case 'getvar':
        return user?.mayList === true ? readVariable(fields) : denied;
      case 'mixmonitormute':
        return user?.mayMute === true ? mute(fields) : denied;
      default:
        if (user === null) return denied;
        return toError(
          `Invalid/unknown command: ${action}. Use Action: ListCommands to show available commands.`,
        );
    }
  }

  function logIn({ username = '', secret = '' }: Fields, session: Session): Fields[] {
    // A session that is logged in says yes to anything.
    if (session.user !== null) return [{ Response: 'Success', Message: 'Already authenticated' }];
    const user = knobs.users[username];
    if (user?.secret !== secret) return toError('Authentication failed');
    session.user = user;
    return [{ Response: 'Success', Message: 'Authentication accepted' }];
  }

  function mute({ channel = '', direction = '', state = '' }: Fields): Fields[] {
    if (direction === '') return toError('No direction specified. Must be read, write or both');
    if (!['read', 'write', 'both'].includes(direction))
      return toError('Invalid direction specified. Must be read, write or both');
    if (channel === '') return toError('No channel specified');
    if (state === '') return toError('No state specified');
    const found = findLeg(channel);
    if (found === undefined) return toError('No such channel');
    if (found.leg['Uniqueid'] !== toRecordedLeg(found.one))
      return knobs.isSpied ? [{ Response: 'Success' }] : toError('Cannot set mute flag');
    // One direction alone leaves the other to be heard: that is no pause.
    if (direction === 'both') found.one.call.recording.setPaused(state === '1');
    return [{ Response: 'Success' }];
  }

  function readVariable({ channel = '', variable = '' }: Fields): Fields[] {
    const found = findLeg(channel);
    if (found === undefined) return toError('No such channel');
    const isSet = variable === 'MIXMONITOR_FILENAME' && found.leg['Uniqueid'] === toRecordedLeg(found.one);
    const value = isSet ? `/var/spool/asterisk/monitor/${found.one.call.id}.wav` : '';
    return [{ Response: 'Success', Variable: variable, Value: value }];
  }

  function findLeg(channel: string): { one: CallOnPbx; leg: Fields } | undefined {
    const legs = calls().flatMap(one => toLegs(one).map(leg => ({ one, leg })));
    return legs.find(({ leg }) => leg['Channel'] === channel || leg['Uniqueid'] === channel);
  }

  function listChannels(): Fields[] {
    const legs = calls().flatMap(toLegs);
    return [
      { Response: 'Success', EventList: 'start', Message: 'Channels will follow' },
      ...legs,
      { Event: 'CoreShowChannelsComplete', EventList: 'Complete', ListItems: String(legs.length) },
    ];
  }

  function toLegs(one: CallOnPbx): Fields[] {
    const recorded = toRecordedLeg(one);
    if (recorded !== null) recordedLegs.add(recorded);
    const { call, callerId, agentId, colleagueId, bridgeId, serial } = one;
    const Linkedid = knobs.linkedId ?? callerId;
    const dialled = { Linkedid, Application: 'AppDial', ApplicationData: '(Outgoing Line)' };
    const answered = {
      ChannelState: knobs.isAnswered ? '6' : '5',
      ChannelStateDesc: knobs.isAnswered ? 'Up' : 'Ringing',
      BridgeId: knobs.isAnswered ? bridgeId : '',
    };
    const caller = { Channel: `PJSIP/trunk-${serial}`, Uniqueid: callerId, Linkedid };
    const agent = { Channel: `${knobs.toAgentChannel(call)}-${serial}`, Uniqueid: agentId };
    const colleague = { Channel: `PJSIP/1009-${serial}`, Uniqueid: colleagueId };
    return [
      toLeg({ ...caller, Exten: 'agent', Application: 'Dial', ApplicationData: `PJSIP/${call.extension}` }),
      toLeg({ ...agent, ...dialled, ...answered }),
      ...(knobs.recordedLeg === 'colleague' ? [toLeg({ ...colleague, ...dialled })] : []),
    ];
  }

  function toRecordedLeg({ callerId, agentId, colleagueId }: CallOnPbx): string | null {
    switch (knobs.recordedLeg) {
      case 'caller':
        return callerId;
      case 'agent':
        return agentId;
      case 'colleague':
        return colleagueId;
      case null:
        return null;
      default:
        return knobs.recordedLeg satisfies never;
    }
  }

  return {
    act,
    expireSessions: () => sessions.clear(),
    isCommand: ({ path, params }: LoggedRequest) =>
      path === '/rawman' &&
      params['Action'] === 'MixMonitorMute' &&
      recordedLegs.has(params['Channel'] ?? ''),
  };
}

function toLeg(fields: Fields): Fields {
  return {
    Event: 'CoreShowChannel',
    Channel: '',
    ChannelState: '6',
    ChannelStateDesc: 'Up',
    CallerIDNum: '5550142',
    CallerIDName: 'Robin: 100',
    ConnectedLineNum: '<unknown>',
    ConnectedLineName: '<unknown>',
    Language: 'en',
    AccountCode: '',
    Context: 'from-trunk',
    Exten: '',
    Priority: '3',
    Uniqueid: '',
    Linkedid: '',
    Application: '',
    ApplicationData: '',
    Duration: '00:00:01',
    BridgeId: '5d1c0de0',
    ...fields,
  };
}

function toError(message: string): Fields[] {
  return [{ Response: 'Error', Message: message }];
}

const denied = toError('Permission denied');

function toText(block: Fields): string {
  const lines = Object.entries(block).map(([key, value]) => `${key}: ${value}\r\n`);
  return `${lines.join('')}\r\n`;
}
