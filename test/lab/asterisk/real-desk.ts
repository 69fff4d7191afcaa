// A call held by an ARI application, as call-centre software does it: caller and agent in a bridge that the
// application records under a name of its own.
import { once } from 'node:events';
import { join } from 'node:path';
import { agentEndpoint, stasisApp, users } from './config.ts';
import { startInboundCall, waitFor, type RealCall } from './real-call.ts';
import type { Asterisk } from './server.ts';

export type DeskCall = RealCall & { bridgeId: string; agentId: string; recordingName: string };

/** Registers the application, which lives as long as its socket. */
export async function startDesk(asterisk: Asterisk): Promise<{ stop(): void }> {
  const url = new URL(`${asterisk.url.replace('http:', 'ws:')}/ari/events`);
  url.searchParams.set('app', stasisApp);
  url.searchParams.set('api_key', `admin:${users.admin}`);
  const socket = new WebSocket(url);
  await once(socket, 'open');
  return { stop: () => socket.close() };
}

/** Puts a caller through to the agent, and records them both. The name holds a slash, as names with dates in them do. */
export async function startDeskCall(asterisk: Asterisk): Promise<DeskCall> {
  const call = await startInboundCall(asterisk, 'desk');
  const agentId = `agent-of-${call.callerId}`;
  const bridgeId = `bridge-of-${call.callerId}`;
  const recordingName = `desk/${bridgeId}`;
  const dial = new URLSearchParams({
    endpoint: `PJSIP/${agentEndpoint}`,
    app: stasisApp,
    channelId: agentId,
    originator: call.callerId,
  });
  await must(asterisk, 'POST', `/channels?${dial}`);
  await waitUntilUp(asterisk, agentId);
  await must(asterisk, 'POST', `/bridges?type=mixing&bridgeId=${bridgeId}`);
  await must(asterisk, 'POST', `/bridges/${bridgeId}/addChannel?channel=${call.callerId},${agentId}`);
  await must(
    asterisk,
    'POST',
    `/channels/${call.callerId}/variable?variable=RECORDING_NAME&value=${recordingName}`,
  );
  const record = new URLSearchParams({ name: recordingName, format: 'wav', ifExists: 'fail' });
  await must(asterisk, 'POST', `/bridges/${bridgeId}/record?${record}`);
  return {
    ...call,
    agentId,
    bridgeId,
    recordingName,
    recordingPath: join(asterisk.folders.ari, `${recordingName}.wav`),
    async hangUp() {
      await must(asterisk, 'POST', `/recordings/live/${encodeURIComponent(recordingName)}/stop`);
      await waitUntilClosed(asterisk, recordingName);
      await must(asterisk, 'DELETE', `/channels/${agentId}`);
      await must(asterisk, 'DELETE', `/bridges/${bridgeId}`);
      await call.hangUp();
    },
  };
}

async function must(asterisk: Asterisk, method: string, path: string): Promise<void> {
  const { status, body } = await asterisk.ari(method, path);
  if (status >= 300) throw new Error(`ARI ${method} ${path}: ${status} ${JSON.stringify(body)}`);
}

async function waitUntilUp(asterisk: Asterisk, channelId: string): Promise<void> {
  await waitFor(asterisk, async () => {
    const { body } = await asterisk.ari('GET', `/channels/${channelId}`);
    return JSON.stringify(body).includes('"state":"Up"');
  });
}

async function waitUntilClosed(asterisk: Asterisk, name: string): Promise<void> {
  const path = `/recordings/live/${encodeURIComponent(name)}`;
  await waitFor(asterisk, async () => (await asterisk.ari('GET', path)).status === 404);
}
