import { existsSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkArchive } from '../backup/read-archive.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { writeRestorePoint } from '../backup/restore-point.ts';
import { withClient } from '../backup/scratch.ts';
import { StartTrouble } from '../start-trouble.ts';
import type { DbAddress } from './db.ts';
import { dropPrograms, oldPrograms } from './old-programs.ts';
import { choosePlace } from './postgres-place.ts';
import { startPostgres, type PostgresOptions, type PostgresServer } from './postgres.ts';

const DATABASE = 'lumbung';
const OLD = /^pg-\d+-sebelum-pembaruan$/;
/** Nobody goes back so far. */
const KEPT_MS = 30 * 86_400_000;

export interface MoveOptions {
  dataDir: string;
  migrationsDir: string;
  /** Of the bundled PostgreSQL, e.g. 18. */
  major: number;
  release: string;
  now: Date;
  say?: ((line: string) => void) | undefined;
  owned: PostgresOptions['owned'];
}

const majorIn = (clusterDir: string): number | null => {
  const path = join(clusterDir, 'PG_VERSION');
  return existsSync(path) ? Number(readFileSync(path, 'utf8')) : null;
};

/** What a moving left that was killed between its last two steps: the new cluster is whole, and not in its place yet. */
function endInterrupted(clusterDir: string, fresh: string): void {
  if (!existsSync(clusterDir) && existsSync(join(fresh, WHOLE))) renameSync(fresh, clusterDir);
}

/** Lies in a cluster that holds everything. */
const WHOLE = 'lumbung.utuh';

function noPrograms(old: number): StartTrouble {
  return new StartTrouble(
    `Data ini ditulis PostgreSQL ${old}, dan program lamanya tidak ada di folder data. Jalankan rilis lama sekali lagi, buat cadangan (bin/lumbung backup), lalu pulihkan dengan rilis ini ke DATA_DIR baru. Datanya belum disentuh. / ` +
      `These data were written by PostgreSQL ${old}, and its programs are not in the data folder. Run the old release once more, make a backup (bin/lumbung backup), and restore it with this release into a new DATA_DIR. Nothing was touched.`,
  );
}

async function withServer<T>(options: PostgresOptions, work: (server: PostgresServer) => Promise<T>): Promise<T> {
  const server = await startPostgres(options);
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

const at = ({ socketDir }: PostgresServer, database = DATABASE): DbAddress => ({ socketDir, database });

/** Takes what is in the old cluster out, and into a new one beside it. */
async function carryOver(
  place: { clusterDir: string; fresh: string },
  old: number,
  options: MoveOptions,
): Promise<void> {
  const { dataDir, migrationsDir, release, now, owned } = options;
  const programs = oldPrograms(dataDir, old, choosePlace(join(dataDir, 'pg')));
  if (!programs) throw noPrograms(old);
  const shared = owned ? { owned } : {};
  const point = await withServer({ clusterDir: join(dataDir, 'pg'), programs, ...shared }, async (server) =>
    writeRestorePoint({ address: at(server), dataDir, release, now }, 'sebelum-pembaruan'),
  );
  rmSync(place.fresh, { recursive: true, force: true });
  const beside = { ...choosePlace(join(dataDir, 'pg')), clusterDir: place.fresh };
  await withServer({ clusterDir: place.fresh, programs: beside, ...shared }, async (server) => {
    await withClient(at(server, 'postgres'), async (client) => client.query(`create database ${DATABASE}`));
    if (point === null) return;
    const checked = await checkArchive(point.path);
    await restoreBackup(point.path, checked, { address: at(server), filesDir: null, migrationsDir });
  });
}

/** Beside the cluster, until it takes its place. */
const FRESH = 'pg-baru';

/**
 * Brings a data folder whose cluster an earlier major version of PostgreSQL has written to the bundled one: its rows are taken out by the programs
 * that were kept with it, and restored into a new cluster, which takes its place when it is whole. Whatever stops it before leaves the old one as it
 * was. The old cluster stays beside it for a month. Throws {@link StartTrouble}.
 * @returns whether it was moved
 */
export async function moveCluster(options: MoveOptions): Promise<boolean> {
  const { dataDir, major, now, say } = options;
  const { clusterDir } = choosePlace(join(dataDir, 'pg'));
  const fresh = join(dirname(clusterDir), FRESH);
  endInterrupted(clusterDir, fresh);
  const old = majorIn(clusterDir);
  if (old === null || old === major) return false;
  if (old > major)
    throw new StartTrouble(
      `Data ini ditulis PostgreSQL ${old}, lebih baru daripada milik rilis ini (${major}). Jalankan rilis yang lebih baru. / ` +
        `These data were written by PostgreSQL ${old}, later than this release's (${major}). Run the later release.`,
    );
  say?.(`PostgreSQL ${old} → ${major}: datanya dipindahkan … / the data are moved …`);
  try {
    await carryOver({ clusterDir, fresh }, old, options);
    writeFileSync(join(fresh, WHOLE), '', { flush: true });
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (error instanceof StartTrouble) throw error;
    throw new StartTrouble(
      `Pindah dari PostgreSQL ${old} ke ${major} gagal: ${error instanceof Error ? error.message : String(error)}. Data lama belum disentuh; rilis lama masih dapat dijalankan. / ` +
        `Moving from PostgreSQL ${old} to ${major} failed (see above). The old data were not touched; the old release still runs.`,
      { cause: error },
    );
  }
  const aside = join(dirname(clusterDir), `pg-${old}-sebelum-pembaruan`);
  rmSync(aside, { recursive: true, force: true });
  renameSync(clusterDir, aside);
  renameSync(fresh, clusterDir);
  utimesSync(aside, now, now);
  dropPrograms(dataDir, old);
  say?.(`Selesai; yang lama ada di ${aside}. / Done; the old one is in ${aside}.`);
  return true;
}

/** Deletes clusters of earlier versions that have had their time. @param clusterDir the one that is in use */
export async function clearOldClusters(clusterDir: string, now: Date): Promise<void> {
  const beside = dirname(clusterDir);
  for (const name of (await readdir(beside)).filter((one) => OLD.test(one))) {
    const path = join(beside, name);
    if (Math.abs(now.getTime() - statSync(path).mtime.getTime()) > KEPT_MS)
      await rm(path, { recursive: true, force: true });
  }
}
