// The rows of RingCX's lists, in the vendor's own shape.
import type { PhoneCall } from '../phone.ts';
import type { RingcxAgent } from './ringcx-knobs.ts';

/** A call's unique interaction identifier: 30 digits, a date in front. */
export function toUii(call: PhoneCall): string {
  const startedAt = new Date(call.startedAtMs).toISOString().replaceAll(/\D/g, '').slice(0, 14);
  return startedAt + (BigInt(`0x${call.id}`) % 10n ** 16n).toString().padStart(16, '0');
}

/** A sub-account. */
export function toAccount(accountId: string) {
  return { accountId, accountName: `Sub-account ${accountId}`, mainAccountId: '99990000' };
}

/** One login of an agent, on a call or on none. */
export function toLogin(
  { extension: _extension, accountId, isGhost = false, ...agent }: RingcxAgent,
  call: PhoneCall | null,
) {
  return {
    ...agent,
    subaccountId: accountId,
    agentState: call === null ? 'AVAILABLE' : 'ON_CALL',
    stateTime: 42,
    isOffhook: 1,
    isGhostLogin: isGhost ? 1 : 0,
    pendingDisposition: 0,
    callUii: call === null ? '' : toUii(call),
    callAni: call === null ? '' : '6501234567',
    callDnis: call === null ? '' : '8661234567',
    gateId: 1234,
    lastUpdate: '2026-01-01T10:00:00.000+0000',
  };
}

/** A call that is up. */
export function toActiveCall(call: PhoneCall, agent: RingcxAgent | undefined) {
  return {
    uii: toUii(call),
    accountId: agent?.accountId,
    ani: '6501234567',
    dnis: '8661234567',
    dnisE164: '+18661234567',
    enqueueTime: '2020-05-08T14:40:47.000+0000',
    dequeueTime: null,
    callState: 'ACTIVE',
    archive: false,
    agentFirstName: agent?.firstName ?? null,
    agentLastName: agent?.lastName ?? null,
    destinationName: null,
    externalId: null,
    cnam: null,
  };
}

/** What an agent is told of at sign-in. */
export function toAgentDetails({ agentId, accountId, firstName, lastName, username, email }: RingcxAgent) {
  return {
    agentId,
    firstName,
    lastName,
    email,
    username,
    agentType: 'AGENT',
    rcUserId: 222_222,
    accountId,
    accountName: 'RingForce',
    agentGroupId: null,
    allowLoginControl: true,
    allowLoginUpdates: true,
  };
}
