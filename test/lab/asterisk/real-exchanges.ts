// The exchanges with a real Asterisk: a call that MixMonitor records, and one that an ARI application records.
import { agentEndpoint, users } from './config.ts';
import { exchangeAll, type Exchange } from './exchanges.ts';
import { listLegs, startInboundCall, waitUntilBridged } from './real-call.ts';
import { startDesk, startDeskCall } from './real-desk.ts';
import type { Asterisk } from './server.ts';

/** Holds both calls for as long as it takes. */
export async function exchangeWithReal(asterisk: Asterisk): Promise<Exchange[]> {
  const desk = await startDesk(asterisk);
  const recorded = await startInboundCall(asterisk);
  await waitUntilBridged(asterisk, recorded);
  const other = await startDeskCall(asterisk);
  const legs = await listLegs(asterisk, recorded.id);
  const own = legs.find(leg => leg['Channel']?.startsWith(`PJSIP/${agentEndpoint}-`));
  const exchanges = await exchangeAll({
    url: asterisk.url,
    recordedLeg: recorded.id,
    otherLeg: own?.['Uniqueid'] ?? '',
    recordingName: other.recordingName,
    channelWithVariable: other.id,
    secrets: users,
  });
  await other.hangUp();
  await recorded.hangUp();
  desk.stop();
  return exchanges;
}
