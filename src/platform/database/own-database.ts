import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { wantsJournal } from '../journal/spool.ts';
import { takeOwnership } from './lock.ts';
import { startPostgres, type PostgresServer } from './postgres.ts';

/** A data folder that is ours, with its database running. */
export interface OwnDatabase extends PostgresServer {
  /** Starts the database again after it ended by itself, at the same socket. */
  again(): Promise<PostgresServer>;
  /** Gives the folder up; after the database was stopped. */
  release(): void;
}

/**
 * Makes this process the owner of a data folder and starts its database. Whatever fails, nothing is left behind.
 * @param options.say told what goes on when it takes longer
 */
export async function openOwnDatabase(
  dataDir: string,
  options: { say?: (line: string) => void; signal?: AbortSignal } = {},
): Promise<OwnDatabase> {
  mkdirSync(dataDir, { recursive: true });
  const owned = await takeOwnership(dataDir, options.say);
  const again = async (): Promise<PostgresServer> =>
    startPostgres({
      clusterDir: join(dataDir, 'pg'),
      owned,
      journal: wantsJournal(dataDir),
      ...(options.signal && { signal: options.signal }),
    });
  try {
    return { ...(await again()), again, release: owned.release };
  } catch (error) {
    owned.release();
    throw error;
  }
}
