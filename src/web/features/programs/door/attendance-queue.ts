import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** A scan that the device has and the server has not. */
export interface WaitingBadge {
  nonce: string;
  sessionId: number;
  code: string;
  /** ISO 8601, by the clock of the device. */
  at: string;
}
interface Kept extends DBSchema {
  scans: { key: string; value: WaitingBadge; indexes: { session: number } };
}

/** What a device keeps until the server has it; a reload or an empty battery changes nothing. */
export interface BadgeQueue {
  /** Resolves when it is on the disk. */
  add(scan: WaitingBadge): Promise<void>;
  /** Those of one session, in the order in which they were read. */
  list(sessionId: number): Promise<WaitingBadge[]>;
  remove(nonces: readonly string[]): Promise<void>;
}

/** Opens the device's own database. Throws where the browser allows none. */
export async function openBadgeQueue(): Promise<BadgeQueue> {
  const db: IDBPDatabase<Kept> = await openDB<Kept>('kehadiran', 1, {
    upgrade: (fresh) => {
      fresh.createObjectStore('scans', { keyPath: 'nonce' }).createIndex('session', 'sessionId');
    },
  });
  return {
    async add(scan) {
      const write = db.transaction('scans', 'readwrite', { durability: 'strict' });
      await write.store.put(scan);
      await write.done;
    },
    async list(sessionId) {
      const scans = await db.getAllFromIndex('scans', 'session', sessionId);
      return scans.sort((a, b) => (a.at < b.at ? -1 : 1));
    },
    async remove(nonces) {
      const write = db.transaction('scans', 'readwrite', { durability: 'strict' });
      for (const nonce of nonces) await write.store.delete(nonce);
      await write.done;
    },
  };
}
