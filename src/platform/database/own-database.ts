import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { isReplaying } from '../journal/replay.ts';
import { wantsJournal } from '../journal/spool.ts';
import { releaseOf } from '../release.ts';
import { StartTrouble } from '../start-trouble.ts';
import { takeOwnership } from './lock.ts';
import { moveCluster } from './move-cluster.ts';
import { bundledMajor } from './postgres-place.ts';
import { startPostgres, type PostgresServer } from './postgres.ts';

/** A data folder that is ours, with its database running. */
export interface OwnDatabase extends PostgresServer {
  /** Starts the database again after it ended by itself, at the same socket. */
  again(): Promise<PostgresServer>;
  /** Gives the folder up; after the database was stopped. */
  release(): void;
}

const notPlayed = (dataDir: string): StartTrouble =>
  new StartTrouble(
    `Di ${dataDir} pemulihan dari jurnal terputus sebelum selesai. Jalankan bin/lumbung restore-journal sekali lagi. / ` +
      `In ${dataDir} a restore from the journal was cut off. Run bin/lumbung restore-journal once more.`,
  );

/**
 * Makes this process the owner of a data folder and starts its database; one of an earlier major version of PostgreSQL is brought to the bundled
 * one first. Whatever fails, nothing is left behind.
 * @param options.say told what goes on when it takes longer
 */
export async function openOwnDatabase(
  { dataDir, root }: Pick<Config, 'dataDir' | 'root'>,
  options: {
    say?: (line: string) => void;
    signal?: AbortSignal;
    /** Done once the folder is ours, before anything is started: a journal is laid into it to be played back. */
    before?: () => Promise<void>;
  } = {},
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
    if (options.before) await options.before();
    else if (isReplaying(dataDir)) throw notPlayed(dataDir);
    await moveCluster({
      ...{ dataDir, owned, major: bundledMajor(), release: releaseOf({ root }), now: new Date(), say: options.say },
      migrationsDir: join(root, 'db/migrations'),
    });
    return { ...(await again()), again, release: owned.release };
  } catch (error) {
    owned.release();
    throw error;
  }
}
