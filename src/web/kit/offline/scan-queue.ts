import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** A scan that the device has and the server has not. */
export interface KeptScan {
  nonce: string;
  /** ISO 8601, by the clock of the device. */
  at: string;
}
interface Kept<T extends KeptScan> extends DBSchema {
  scans: { key: string; value: T; indexes: Record<string, number> };
}

/** What a device keeps until the server has it; a reload or an empty battery changes nothing. */
export interface ScanQueue<T extends KeptScan> {
  /** Resolves when it is on the disk. */
  add(scan: T): Promise<void>;
  /** Those of one stocktake, or of one session, in the order in which they were read. */
  list(id: number): Promise<T[]>;
  remove(nonces: readonly string[]): Promise<void>;
}

/**
 * Opens a database of the device's own, with the names that it has on the devices in use. Throws where the browser allows none.
 * @param field by which scans are found: a name of theirs
 */
export async function openScanQueue<T extends KeptScan>(
  name: string,
  index: string,
  field: keyof T & string,
): Promise<ScanQueue<T>> {
  const db: IDBPDatabase<Kept<T>> = await openDB<Kept<T>>(name, 1, {
    upgrade: (fresh) => {
      fresh.createObjectStore('scans', { keyPath: 'nonce' }).createIndex(index, field);
    },
  });
  return {
    async add(scan) {
      const write = db.transaction('scans', 'readwrite', { durability: 'strict' });
      await write.store.put(scan);
      await write.done;
    },
    async list(id) {
      const scans = await db.getAllFromIndex('scans', index, id);
      return scans.sort((a, b) => (a.at < b.at ? -1 : 1));
    },
    async remove(nonces) {
      const write = db.transaction('scans', 'readwrite', { durability: 'strict' });
      for (const nonce of nonces) await write.store.delete(nonce);
      await write.done;
    },
  };
}

/** A random UUID, also where the page has no certificate (`crypto.randomUUID` is not there then). */
export function newNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
