// What is asked of an Asterisk, real or fake, to compare their answers: each request that the adapters send, and each
// way in which it can go wrong. Ids, names and times are taken out of the answers; secrets are never in them.

export type Exchange = { ask: string; status: number; headers: Record<string, string>; body: unknown };

/** An Asterisk with one call that MixMonitor records on one leg, and one live recording of ARI's. */
export type Subject = {
  url: string;
  recordedLeg: string;
  otherLeg: string;
  recordingName: string;
  /** A channel with the variable RECORDING_NAME. */
  channelWithVariable: string;
  /** Secrets by user; `narrow` may mute, `viewer` may only look. */
  secrets: { narrow: string; viewer: string };
};

/** Asks everything, in this order. */
export async function exchangeAll(subject: Subject): Promise<Exchange[]> {
  return [...(await exchangeAmi(subject)), ...(await exchangeAri(subject))];
}

async function exchangeAmi({ url, recordedLeg, otherLeg, secrets }: Subject): Promise<Exchange[]> {
  const legs = [recordedLeg, otherLeg];
  const exchanges: Exchange[] = [];
  let cookie = '';
  const send = async (ask: string, body: BodyInit) => {
    const response = await fetch(`${url}/rawman`, { method: 'POST', body, headers: { cookie } });
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    const answer = await response.text();
    exchanges.push({ ask: `AMI ${ask}`, ...toPlain(response), body: toAmiBody(answer, legs) });
  };
  const act = async (ask: string, fields: Record<string, string>) =>
    await send(ask, new URLSearchParams(fields));
  const mute = async (ask: string, fields: Record<string, string>) =>
    await act(ask, { Action: 'MixMonitorMute', Direction: 'both', State: '1', ...fields });

  await act('Ping without a session', { Action: 'Ping' });
  await act('CoreShowChannels without a session', { Action: 'CoreShowChannels' });
  await act('Login with a wrong secret', { Action: 'Login', username: 'narrow', secret: 'wrong' });
  await act('Login as nobody known', { Action: 'Login', username: 'nobody', secret: 'wrong' });
  await act('Login', { Action: 'Login', username: 'narrow', secret: secrets.narrow });
  await act('Login again with a wrong secret', { Action: 'Login', username: 'narrow', secret: 'wrong' });
  await act('Ping', { Action: 'Ping' });
  await act('CoreSettings', { Action: 'CoreSettings' });
  await act('CoreShowChannels', { Action: 'CoreShowChannels' });
  await mute('MixMonitorMute', { Channel: recordedLeg });
  await mute('MixMonitorMute again', { Channel: recordedLeg });
  await mute('MixMonitorMute State 0', { Channel: recordedLeg, State: '0' });
  await mute('MixMonitorMute State 0 again', { Channel: recordedLeg, State: '0' });
  await mute('MixMonitorMute of a leg that nobody records', { Channel: otherLeg });
  await mute('MixMonitorMute of no such channel', { Channel: 'PJSIP/gone-00000001' });
  await mute('MixMonitorMute without a channel', { Channel: '' });
  await mute('MixMonitorMute in no direction', { Channel: recordedLeg, Direction: 'sideways' });
  const variable = 'MIXMONITOR_FILENAME';
  await act('Getvar of MixMonitor’s file', { Action: 'Getvar', Channel: recordedLeg, Variable: variable });
  await act('Getvar where there is no MixMonitor', {
    Action: 'Getvar',
    Channel: otherLeg,
    Variable: variable,
  });
  await act('Getvar of no such channel', { Action: 'Getvar', Channel: 'gone', Variable: variable });
  await act('an unknown action', { Action: 'Nonsense' });
  await send('an action as JSON', new Blob(['{"Action":"Ping"}'], { type: 'application/json' }));
  await act('Logoff', { Action: 'Logoff' });
  await mute('MixMonitorMute after it', { Channel: recordedLeg });
  await act('Login as one who may not mute', { Action: 'Login', username: 'viewer', secret: secrets.viewer });
  await mute('MixMonitorMute without the right', { Channel: recordedLeg });
  return exchanges;
}

async function exchangeAri(subject: Subject): Promise<Exchange[]> {
  const { url, recordingName, channelWithVariable, recordedLeg, otherLeg, secrets } = subject;
  const exchanges: Exchange[] = [];
  const live = `/recordings/live/${encodeURIComponent(recordingName)}`;
  const variable = `/channels/${channelWithVariable}/variable?variable`;
  const send = async (
    ask: string,
    method: string,
    path: string,
    credentials = `narrow:${secrets.narrow}`,
  ) => {
    const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
    const response = await fetch(`${url}/ari${path}`, {
      method,
      headers: credentials === '' ? {} : { authorization },
    });
    const text = await response.text();
    exchanges.push({
      ask: `ARI ${method} ${ask}`,
      ...toPlain(response),
      body: toAriBody(text, [recordedLeg, otherLeg, channelWithVariable]),
    });
  };
  const viewer = `viewer:${secrets.viewer}`;

  await send('channels without credentials', 'GET', '/channels', '');
  await send('channels with a wrong password', 'GET', '/channels', 'narrow:wrong');
  await send('channels', 'GET', '/channels');
  await send('bridges', 'GET', '/bridges');
  await send('a recording', 'GET', live);
  await send('pause', 'POST', `${live}/pause`);
  await send('pause again', 'POST', `${live}/pause`);
  await send('a paused recording', 'GET', live);
  await send('pause', 'DELETE', `${live}/pause`);
  await send('pause again', 'DELETE', `${live}/pause`);
  await send('a recording that goes on', 'GET', live);
  await send('pause, by one who may only read', 'POST', `${live}/pause`, viewer);
  await send('a recording, by one who may only read', 'GET', live, viewer);
  await send('pause of no such recording', 'POST', '/recordings/live/gone/pause');
  await send('pause of no such recording', 'DELETE', '/recordings/live/gone/pause');
  await send('no such recording', 'GET', '/recordings/live/gone');
  await send('pause', 'PUT', `${live}/pause`);
  await send('no such resource', 'GET', '/nonsense');
  await send('a variable', 'GET', `${variable}=RECORDING_NAME`);
  await send('a variable that is not set', 'GET', `${variable}=NOT_SET`);
  await send('a variable of no such channel', 'GET', '/channels/gone/variable?variable=RECORDING_NAME');
  return exchanges;
}

function toPlain({ status, headers }: Response): Pick<Exchange, 'status' | 'headers'> {
  const type = headers.get('content-type')?.split(';')[0];
  const cookie = headers.get('set-cookie')?.replace(/"[0-9a-f]+"/, '"…"');
  const realm = headers.get('www-authenticate');
  return {
    status,
    headers: {
      ...(type === undefined ? {} : { 'content-type': type }),
      ...(cookie === undefined ? {} : { 'set-cookie': cookie }),
      ...(realm === null ? {} : { 'www-authenticate': realm }),
    },
  };
}

/** Lines that mean the same everywhere as they are, of the others their keys; legs of other calls are left out. */
const telling = new Set(['Response', 'Message', 'Event', 'EventList', 'ChannelState', 'ChannelStateDesc']);

function toAmiBody(text: string, legs: string[]): string[][] {
  if (!text.startsWith('Response: ')) return [[text.slice(0, 80)]];
  const blocks = text.split(/\r?\n\r?\n/).filter(block => block.trim() !== '');
  const own = blocks.filter(
    block =>
      !block.startsWith('Event: CoreShowChannel\r') || legs.some(id => block.includes(`Uniqueid: ${id}\r`)),
  );
  return own.map(block => {
    const lines = block.split(/\r?\n/).map(line => line.replace(/^[\w-]+: .*$/, toTelling));
    return block.includes('AsteriskVersion')
      ? lines.filter(line => /^(Response|AsteriskVersion)/.test(line))
      : lines;
  });
}

function toTelling(line: string): string {
  const key = line.slice(0, line.indexOf(':'));
  if (telling.has(key)) return line;
  return key === 'Value' && line.trim() === 'Value:' ? line : `${key}: …`;
}

const tellingInJson = new Set(['state', 'format', 'message']);

function toAriBody(text: string, own: string[]): unknown {
  if (text === '') return null;
  const body: unknown = JSON.parse(text);
  if (!Array.isArray(body)) return toShape(body);
  const ours = body.filter(entry => own.some(id => JSON.stringify(entry).includes(`"${id}"`)));
  // All of one kind are alike.
  return ours.slice(0, 1).map(entry => toShape(entry));
}

/** The same, with the text of everything that differs from call to call taken out. */
function toShape(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map(() => '…');
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, toShape(one, name)]));
  return tellingInJson.has(key) ? value : '…';
}
