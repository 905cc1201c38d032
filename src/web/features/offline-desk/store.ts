import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Bytes, Wrapped } from './seal.ts';

/** What this browser knows of itself as a device. Only the two keys that say nothing and the names are readable. */
export interface OwnDevice {
  id: number;
  name: string;
  library: { id: number; name: string };
  verifyKey: string;
  /** One half of the key; the browser uses it and shows it to nobody. */
  half: CryptoKey;
  /** The other half, opened by the passphrase with which the browser was enrolled. */
  unlock: Wrapped;
  /** The same, by the passphrase of each person who has one here: what they do is theirs. Left out by browsers that were enrolled before. */
  openers?: Opener[];
  /** The token, sealed. */
  token: Bytes;
  /** How far the server's clock is ahead of this one, in milliseconds. */
  ahead: number;
  revoked: boolean;
}
/** A person whose own passphrase opens this browser. */
export interface Opener {
  account: { id: number; name: string };
  unlock: Wrapped;
}
export interface KeptSnapshot {
  sealed: Bytes;
  signature: string;
  /** ISO 8601, by the clock of the server. */
  createdAt: string;
}
/** An act that the server has not answered yet, sealed. */
export interface KeptAct {
  seq: number;
  nonce: string;
  sealed: Bytes;
}
interface Kept extends DBSchema {
  device: { key: 'own'; value: OwnDevice };
  snapshot: { key: 'own'; value: KeptSnapshot };
  acts: { key: number; value: Omit<KeptAct, 'seq'> & { seq?: number }; indexes: { nonce: string } };
}

let opened: Promise<IDBPDatabase<Kept>> | undefined;
const store = async (): Promise<IDBPDatabase<Kept>> =>
  (opened ??= openDB<Kept>('meja-luring', 1, {
    upgrade(fresh) {
      fresh.createObjectStore('device');
      fresh.createObjectStore('snapshot');
      fresh.createObjectStore('acts', { keyPath: 'seq', autoIncrement: true }).createIndex('nonce', 'nonce');
    },
  }));

/** On the disk before it resolves: the power may go at any moment. */
const STRICT = { durability: 'strict' } as const;

export const readDevice = async (): Promise<OwnDevice | null> => (await (await store()).get('device', 'own')) ?? null;

/** @param resealed acts that wait, in the seals of this enrolment: both are written or neither */
export async function writeDevice(device: OwnDevice, resealed: readonly KeptAct[] = []): Promise<void> {
  const write = (await store()).transaction(['device', 'acts'], 'readwrite', STRICT);
  for (const act of resealed) await write.objectStore('acts').put(act);
  await write.objectStore('device').put(device, 'own');
  await write.done;
}
/** The device is no device any more; acts that wait stay until another enrolment sends them. */
export async function dropDevice(): Promise<void> {
  await (await store()).delete('device', 'own');
}

export const readSnapshot = async (): Promise<KeptSnapshot | null> =>
  (await (await store()).get('snapshot', 'own')) ?? null;
export async function writeSnapshot(snapshot: KeptSnapshot): Promise<void> {
  await (await store()).put('snapshot', snapshot, 'own');
}
export async function dropSnapshot(): Promise<void> {
  await (await store()).delete('snapshot', 'own');
}

/** Resolves with its place in the order when it is on the disk. */
export async function addAct(nonce: string, sealed: Bytes): Promise<number> {
  const write = (await store()).transaction('acts', 'readwrite', STRICT);
  const seq = await write.store.add({ nonce, sealed });
  await write.done;
  return seq;
}
/** In the order in which they were written down. */
export const listActs = async (): Promise<KeptAct[]> =>
  (await (await store()).getAll('acts')).flatMap(({ seq, ...act }) => (seq === undefined ? [] : [{ seq, ...act }]));
export const countActs = async (): Promise<number> => (await store()).count('acts');

/** @returns how many of them were still there */
export async function removeActs(nonces: readonly string[]): Promise<number> {
  const write = (await store()).transaction('acts', 'readwrite', STRICT);
  let count = 0;
  for (const nonce of nonces) {
    const seq = await write.store.index('nonce').getKey(nonce);
    if (seq === undefined) continue;
    await write.store.delete(seq);
    count += 1;
  }
  await write.done;
  return count;
}
