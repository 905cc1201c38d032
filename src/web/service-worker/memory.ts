import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { WaitingAct } from '#web/kit/offline/acts.ts';
import type { Reader } from '#web/kit/offline/keep-rules.ts';
import type { KeptAnswer, Whose } from '#web/kit/offline/lesson-rules.ts';

/** An act of a member, from the press of the button until its answer has been read. */
export interface KeptAct {
  /** The sender's own key: the server carries the same key out once. */
  key: string;
  owner: Reader;
  locale: 'id' | 'en';
  act: WaitingAct;
  /** Of the book. */
  title: string;
  /** When the button was pressed (milliseconds). */
  at: number;
  state: 'sending' | 'waiting' | 'done' | 'refused';
  /** What the library answered. */
  answer: string;
  /** The member has read the answer. */
  read: boolean;
}

interface Memory extends DBSchema {
  /** Whose pages are kept here. */
  known: { key: 'owner'; value: Reader };
  acts: { key: string; value: KeptAct };
  /** Since when (milliseconds) a sign-out waits for the network. */
  leaving: { key: 'since' | 'pupil'; value: number };
  /** Who learns here. */
  whose: { key: 'here'; value: Whose };
  /** Answers of lessons, of everybody who learns on this device. */
  answers: { key: string; value: KeptAnswer };
}

let opened: Promise<IDBPDatabase<Memory>> | undefined;

const memory = async (): Promise<IDBPDatabase<Memory>> =>
  (opened ??= openDB<Memory>('lumbung', 4, {
    upgrade(db, before) {
      if (before < 1) db.createObjectStore('known');
      if (before < 2) db.createObjectStore('acts', { keyPath: 'key' });
      if (before < 3) db.createObjectStore('leaving');
      if (before < 4) {
        db.createObjectStore('whose');
        db.createObjectStore('answers', { keyPath: 'key' });
      }
    },
  }));

/** The member whose pages this phone keeps, or null. */
export const owner = async (): Promise<Reader | null> => (await (await memory()).get('known', 'owner')) ?? null;

export async function setOwner(reader: Reader | null): Promise<void> {
  const db = await memory();
  if (reader === null) await db.delete('known', 'owner');
  else await db.put('known', reader, 'owner');
}

export async function putAct(act: KeptAct): Promise<void> {
  await (await memory()).put('acts', act);
}

export async function dropAct(key: string): Promise<void> {
  await (await memory()).delete('acts', key);
}

/** Acts of a member, the oldest first. */
export async function actsOf(reader: Reader): Promise<KeptAct[]> {
  const all = await (await memory()).getAll('acts');
  return all.filter((act) => act.owner === reader).sort((a, b) => a.at - b.at);
}

/** Acts of everybody but this member; null = of everybody. */
export async function dropActsOfOthers(reader: Reader | null): Promise<void> {
  const db = await memory();
  for (const act of await db.getAll('acts')) if (act.owner !== reader) await db.delete('acts', act.key);
}

/** A sign-out waits until the library can be told. */
export async function keepSignOut(): Promise<void> {
  await (await memory()).put('leaving', Date.now(), 'since');
}

export async function dropSignOut(): Promise<void> {
  await (await memory()).delete('leaving', 'since');
}

export const signOutWaits = async (): Promise<boolean> =>
  (await (await memory()).get('leaving', 'since')) !== undefined;

/** A pupil left without a network. */
export async function keepPupilLeaving(): Promise<void> {
  await (await memory()).put('leaving', Date.now(), 'pupil');
}

export async function dropPupilLeaving(): Promise<void> {
  await (await memory()).delete('leaving', 'pupil');
}

export const pupilLeaves = async (): Promise<boolean> => (await (await memory()).get('leaving', 'pupil')) !== undefined;

/** Who learns on this device, as its last page of a course said; null: nobody knows. */
export const whose = async (): Promise<Whose | null> => (await (await memory()).get('whose', 'here')) ?? null;

export async function setWhose(next: Whose | null): Promise<void> {
  const db = await memory();
  if (next === null) await db.delete('whose', 'here');
  else await db.put('whose', next, 'here');
}

export async function putAnswer(answer: KeptAnswer): Promise<void> {
  await (await memory()).put('answers', answer);
}

export async function dropAnswer(key: string): Promise<void> {
  await (await memory()).delete('answers', key);
}

/** Answers of everybody, the oldest first. */
export const allAnswers = async (): Promise<KeptAnswer[]> =>
  (await (await memory()).getAll('answers')).sort((a, b) => a.at - b.at);
