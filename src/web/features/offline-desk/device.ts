import { asRead, type Snapshot } from '#modules/stock/offline-desk/client';
import { m } from '#i18n/messages';
import { keepStandIn } from '#web/kit/offline/keep-stand-in.ts';
import { DESK } from '#web/kit/offline/stand-ins.ts';
import {
  fromBase64Url,
  isSigned,
  newHalf,
  openUnlock,
  seal,
  sealingKey,
  unseal,
  wrapUnlock,
  type Wrapped,
} from './seal.ts';
import { sendWaiting, type Sent } from './send.ts';
import { askEnrolment, askSnapshot, askUnlock } from './requests.ts';
import {
  countActs,
  dropDevice,
  dropSnapshot,
  listActs,
  readDevice,
  readSnapshot,
  writeDevice,
  writeSnapshot,
  type Opener,
  type OwnDevice,
} from './store.ts';

/** While there is a network, data older than this are renewed. */
const FRESH_MS = 10 * 60_000;

/** Can this browser seal and keep anything here? Only https and this computer itself. */
export const canSeal = (): boolean => globalThis.isSecureContext && 'indexedDB' in globalThis && 'locks' in navigator;

/** What there is to say about this device at a desk that has a network. */
export interface DeviceState {
  name: string;
  createdAt: string | null;
  /** How far the server's clock is ahead of this one, in milliseconds. */
  ahead: number;
  /** Acts that still wait. */
  waiting: number;
  sent: Sent | null;
  revoked: boolean;
}

/**
 * Why a browser is not ready: it keeps acts that nobody can open, the network is away, it is enrolled but has no data yet, or the
 * server's own words.
 */
export type NotEnrolled = 'locked' | 'offline' | 'no_data' | { reason: string };

/**
 * Makes this browser a device: its half of the key, its token and its first data. Acts of an enrolment before this one go along; where the
 * server does not know that one any more, they are opened by its passphrase, which is then the same.
 * @returns null when all is done
 */
export async function enrolThisBrowser(input: object, passphrase: string): Promise<NotEnrolled | null> {
  const before = await readDevice();
  const acts = await listActs();
  const old = before && acts.length > 0 ? await keyOf(before, passphrase) : null;
  if (acts.length > 0 && old === null) return 'locked';
  const enrolled = await askEnrolment(input);
  if (enrolled.kind !== 'ok') return enrolled.kind === 'offline' ? 'offline' : { reason: enrolled.reason };
  const { id, name, library, verifyKey, token } = enrolled.body;
  const unlock = fromBase64Url(enrolled.body.unlock);
  const half = await newHalf();
  const key = await sealingKey(half, unlock);
  const resealed = await Promise.all(
    acts.map(async (act) => ({
      ...act,
      sealed: old ? await seal(key, act.nonce, await unseal(old, act.nonce, act.sealed)) : act.sealed,
    })),
  );
  await dropSnapshot();
  const device = {
    id,
    name,
    library,
    verifyKey,
    half,
    unlock: await wrapUnlock(unlock, passphrase),
    token: await seal(key, 'token', token),
    ahead: 0,
    revoked: false,
  };
  await writeDevice(device, resealed);
  await navigator.storage.persist();
  if ((await renewData(key, id)) !== null) return 'no_data';
  await keepOpener(key, device.unlock);
  await keepStandIn(DESK);
  return null;
}

const keyOf = async (device: OwnDevice, passphrase: string): Promise<CryptoKey | null> =>
  (await keyWithNetwork(device)) ?? (await keyByPassphrase(device, passphrase))?.key ?? null;

/** What a passphrase opens, and whose it is; null = nobody's: of a browser that was enrolled when one was for all. */
export interface Opened {
  key: CryptoKey;
  account: Opener['account'] | null;
}

/** The key, by the passphrase of one of those who have one here; null where it fits nobody's. */
export async function keyByPassphrase(device: OwnDevice, passphrase: string): Promise<Opened | null> {
  const all = [...(device.openers ?? []), { account: null, unlock: device.unlock }];
  for (const { account, unlock: wrapped } of all) {
    const unlock = await openUnlock(wrapped, passphrase);
    if (unlock) return { key: await sealingKey(device.half, unlock), account };
  }
  return null;
}

/** The passphrase of whoever has fetched the data that lie here opens this browser from now on. */
async function keepOpener(key: CryptoKey, unlock: Wrapped): Promise<void> {
  const device = await readDevice();
  const data = device && (await openData(device, key));
  if (!device || !data || typeof data === 'string') return;
  const { account } = data;
  const others = (device.openers ?? []).filter((one) => one.account.id !== account.id);
  await writeDevice({ ...device, openers: [...others, { account, unlock }] });
}

/**
 * Whoever is signed in gets a passphrase of their own for this browser: what is written down after it was typed is theirs. One that opens it for
 * somebody else already is refused (`same`). @returns null when it is kept
 */
export async function setOwnPassphrase(passphrase: string): Promise<NotEnrolled | 'same' | null> {
  const device = await readDevice();
  if (!device) return 'no_data';
  const answer = await askUnlock(device.id);
  if (answer.kind !== 'ok') return answer.kind === 'offline' ? 'offline' : { reason: answer.reason };
  const unlock = fromBase64Url(answer.body.unlock);
  const key = await sealingKey(device.half, unlock);
  // their data: from now on the server knows that they work here
  const refused = await renewData(key, device.id);
  if (refused !== null) return refused;
  const data = await openData(device, key);
  if (typeof data === 'string') return 'no_data';
  const of = await keyByPassphrase(device, passphrase);
  if (of && of.account?.id !== data.account.id) return 'same';
  await keepOpener(key, await wrapUnlock(unlock, passphrase));
  return null;
}

/** The key, by the server's half: for whoever is signed in at a desk of the library. */
export async function keyWithNetwork(device: OwnDevice): Promise<CryptoKey | null> {
  const answer = await askUnlock(device.id);
  return answer.kind === 'ok' ? sealingKey(device.half, fromBase64Url(answer.body.unlock)) : null;
}

/** Fetches data, checks who signed them, and keeps them sealed. @returns why not, or null */
export async function renewData(key: CryptoKey, id: number): Promise<NotEnrolled | null> {
  const answer = await askSnapshot(id);
  if (answer.kind !== 'ok') return answer.kind === 'offline' ? 'offline' : { reason: answer.reason };
  const { body, signature } = answer.body;
  const device = await readDevice();
  if (!device || !(await isSigned(device.verifyKey, body, signature))) return { reason: m.offdesk_signed_bad() };
  const { createdAt } = JSON.parse(body) as Snapshot;
  await writeSnapshot({ sealed: await seal(key, 'snapshot', body), signature, createdAt });
  await writeDevice({ ...device, ahead: Date.parse(createdAt) - Date.now() });
  return null;
}

/**
 * At a desk that has a network: sends what waits, renews the data and the page. A revoked device deletes its data, sends what it has left,
 * and is none any more. @returns null where this browser is no device, or nobody answers
 */
export async function tendDevice(): Promise<DeviceState | null> {
  const device = canSeal() ? await readDevice() : null;
  if (!device) return null;
  const answer = await askUnlock(device.id);
  if (answer.kind !== 'ok') return stateOf(device, null);
  if (answer.body.revoked) await forgetData(device);
  const key = await sealingKey(device.half, fromBase64Url(answer.body.unlock));
  const sent = (await countActs()) > 0 ? await sendWaiting(key) : null;
  if (answer.body.revoked) {
    if ((await countActs()) === 0) await dropDevice();
    return stateOf({ ...device, revoked: true }, sent);
  }
  const kept = await readSnapshot();
  const age = kept ? Date.now() + device.ahead - Date.parse(kept.createdAt) : Infinity;
  if (sent !== null || age > FRESH_MS || age < 0) {
    await renewData(key, device.id);
    await keepStandIn(DESK).catch(() => undefined);
  }
  return stateOf(device, sent);
}

async function forgetData(device: OwnDevice): Promise<void> {
  await dropSnapshot();
  await writeDevice({ ...device, revoked: true });
}

async function stateOf({ name, revoked }: OwnDevice, sent: Sent | null): Promise<DeviceState> {
  const ahead = (await readDevice())?.ahead ?? 0;
  const createdAt = (await readSnapshot())?.createdAt ?? null;
  return { name, revoked, createdAt, ahead, waiting: await countActs(), sent };
}

/** The data that lie here, if they open and are signed as they should be. */
export async function openData(device: OwnDevice, key: CryptoKey): Promise<Snapshot | 'none' | 'forged'> {
  const kept = await readSnapshot();
  if (!kept) return 'none';
  const body = await unseal(key, 'snapshot', kept.sealed).catch(() => null);
  if (body === null || !(await isSigned(device.verifyKey, body, kept.signature))) return 'forged';
  return asRead(JSON.parse(body) as Snapshot) ?? 'none';
}
