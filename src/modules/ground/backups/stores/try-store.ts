import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileSum } from '#platform/backup/file-sum';
import { leavePlace } from '#platform/admission/entry';
import { backupsErrors } from '../errors.ts';
import type { Store } from './store.ts';

const WORDS = 'Lumbung mencoba menulis di sini. / Lumbung tries to write here.\n';
/** A person waits for it. */
const PATIENCE_MS = 45_000;

/** Writes a small file into a store, looks for it, and deletes it again. Throws `backups.store_*` for what does not go. */
export async function tryStore(store: Store, host: string): Promise<void> {
  // a slow house elsewhere keeps no reader of ours waiting
  leavePlace();
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const folder = await mkdtemp(join(tmpdir(), 'lumbung-coba-'));
  const name = `lumbung-coba-${randomBytes(6).toString('hex')}.txt`;
  const path = join(folder, name);
  try {
    await writeFile(path, WORDS);
    const sum = await fileSum(path);
    await store.put({ path, name, ...sum }, { signal, progress: () => undefined });
    const size = await store.sizeOf(name, signal);
    await store.remove(name, signal);
    if (size !== sum.sizeBytes) throw backupsErrors.storeDamaged({ host });
  } catch (error) {
    throw signal.aborted ? backupsErrors.storeAway({ host }) : error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
