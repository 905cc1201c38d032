import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Reader } from '../offline/keep-rules.ts';

interface Memory extends DBSchema {
  /** Whose pages are kept here. */
  known: { key: 'owner'; value: Reader };
}

let opened: Promise<IDBPDatabase<Memory>> | undefined;

const memory = (): Promise<IDBPDatabase<Memory>> =>
  (opened ??= openDB<Memory>('lumbung', 1, {
    upgrade(db) {
      db.createObjectStore('known');
    },
  }));

/** The member whose pages this phone keeps, or null. */
export const owner = async (): Promise<Reader | null> => (await (await memory()).get('known', 'owner')) ?? null;

export async function setOwner(reader: Reader | null): Promise<void> {
  const db = await memory();
  if (reader === null) await db.delete('known', 'owner');
  else await db.put('known', reader, 'owner');
}
