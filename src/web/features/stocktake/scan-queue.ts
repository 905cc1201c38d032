import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** A scan that the phone has and the server has not. */
export interface WaitingScan {
  nonce: string;
  stocktakeId: number;
  barcode: string;
  /** ISO 8601 */
  at: string;
  /** Code of the shelf at which the phone stood. */
  space: string | null;
}
interface Kept extends DBSchema {
  scans: { key: string; value: WaitingScan; indexes: { stocktake: number } };
}

/** What a phone keeps until the server has it; a reload or an empty battery changes nothing. */
export interface ScanQueue {
  /** Resolves when it is on the disk. */
  add(scan: WaitingScan): Promise<void>;
  /** Those of one stocktake, in the order in which they were read. */
  list(stocktakeId: number): Promise<WaitingScan[]>;
  remove(nonces: readonly string[]): Promise<void>;
}

/** Opens the phone's own database. Throws where the browser allows none. */
export async function openQueue(): Promise<ScanQueue> {
  const db: IDBPDatabase<Kept> = await openDB<Kept>('cacah-ulang', 1, {
    upgrade: (fresh) => {
      fresh.createObjectStore('scans', { keyPath: 'nonce' }).createIndex('stocktake', 'stocktakeId');
    },
  });
  return {
    async add(scan) {
      const write = db.transaction('scans', 'readwrite', { durability: 'strict' });
      await write.store.put(scan);
      await write.done;
    },
    async list(stocktakeId) {
      const scans = await db.getAllFromIndex('scans', 'stocktake', stocktakeId);
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
