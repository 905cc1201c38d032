import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { STOP_WHILE_RESTORED } from '#modules/ground/backups';
import { backupErrors } from '#platform/backup/errors';
import { restoreFiles } from '#platform/backup/restore-files';
import { withClient } from '#platform/backup/scratch';
import { readConfig } from '#platform/config';
import type { DbAddress } from '#platform/database/db';
import { openOwnDatabase, type OwnDatabase } from '#platform/database/own-database';
import { bundledMajor } from '#platform/database/postgres-place';
import { checkBase, endReplay, isBaseName, prepareReplay, stopAtEnd, type CheckedBase } from '#platform/journal/replay';
import { journalFolder } from '#platform/journal/ship';
import type { SealKey } from '#platform/backup/seal';
import { AppError } from '#platform/errors';
import { StartTrouble } from '#platform/start-trouble';
import { m } from '#i18n/messages';
import { needed, type Command, type Console } from './command.ts';
import { keyFor } from './seal-key.ts';

const DATABASE = 'lumbung';
const PAUSE_MS = 200;
/** PostgreSQL's word for a journal that ends before the instant that was asked for. */
const ENDS_EARLY = /recovery ended before configured recovery target was reached/;

/** The newest base from before an instant, opened. Throws `backup.file_missing`. */
async function openBase(
  folder: string,
  until: Date | null,
  keyOf: (path: string) => Promise<SealKey>,
): Promise<CheckedBase> {
  const names = existsSync(journalFolder(folder)) ? readdirSync(journalFolder(folder)).filter(isBaseName) : [];
  for (const name of names.toSorted().toReversed()) {
    const path = join(journalFolder(folder), name);
    const base = await checkBase(path, await keyOf(path));
    if (until === null || new Date(base.header.madeAt) <= until) return base;
  }
  throw backupErrors.fileMissing();
}

/** Waits until the journal was played back. @returns false: the database ended before */
async function isPlayed(server: OwnDatabase): Promise<boolean> {
  let ended = false;
  void server.exited.then(() => (ended = true));
  while (!ended) {
    try {
      const playing = await withClient(addressOf(server), async (client) => {
        const { rows } = await client.query<{ playing: boolean }>('select pg_is_in_recovery() as playing');
        return rows[0]?.playing ?? true;
      });
      if (!playing) return true;
    } catch (error) {
      // it does not let anybody in before it is whole
      if (!(error instanceof Error)) throw error;
    }
    await wait(PAUSE_MS);
  }
  return false;
}

const addressOf = ({ socketDir }: OwnDatabase): DbAddress => ({ socketDir, database: DATABASE });

async function startAndPlay(dataDir: string, root: string): Promise<OwnDatabase | null> {
  try {
    const server = await openOwnDatabase({ dataDir, root });
    if (await isPlayed(server)) return server;
    server.release();
    return null;
  } catch (error) {
    if (error instanceof StartTrouble && ENDS_EARLY.test(error.message)) return null;
    throw error;
  }
}

/** Starts the database, which plays the journal back, and waits for its end. */
async function playBack(dataDir: string, clusterDir: string, root: string): Promise<OwnDatabase> {
  const server = await startAndPlay(dataDir, root);
  if (server) return server;
  // everything that there is may lie before the instant that was asked for
  await stopAtEnd(clusterDir);
  const again = await startAndPlay(dataDir, root);
  if (!again) throw backupErrors.journalStopped({ log: join(dirname(clusterDir), 'postgres.log') });
  return again;
}

interface Seen {
  until: Date | null;
  tables: number;
  rows: number;
}

/** What has come: up to when, and how much; every table is read from its first row to its last. */
async function lookAt(address: DbAddress): Promise<Seen> {
  return withClient(address, async (client) => {
    await client.query('set statement_timeout = 0');
    const { rows: ends } = await client.query<{ until: Date | null }>(
      'select pg_last_xact_replay_timestamp() as until',
    );
    const { rows: names } = await client.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c
       where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`,
    );
    let count = 0;
    for (const { name } of names) {
      const { rows } = await client.query<{ count: string }>(`select count(*) as count from ${name}`);
      count += Number(rows[0]?.count ?? 0);
    }
    return { until: ends[0]?.until ?? null, tables: names.length, rows: count };
  });
}

/** Uploaded files as they lie in the newest backup of the folder. @returns its name; null = none could be opened */
async function bringFiles(folder: string, key: SealKey, filesDir: string): Promise<string | null> {
  const names = readdirSync(folder).filter((name) => /^lumbung-[\w-]+\.tar\.gz\.age$/.test(name));
  const [newest] = names.toSorted().toReversed();
  if (newest === undefined) return null;
  try {
    await restoreFiles(join(folder, newest), key, filesDir);
    return newest;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

interface Asked extends Pick<Console, 'locale' | 'say'> {
  folder: string;
  until: Date | null;
  base: CheckedBase;
  /** Of the release. */
  root: string;
}

/** Plays the journal back into a data folder. @param settle what is done while it is open */
async function replayInto(
  dataDir: string,
  { folder, until, base, root, locale, say }: Asked,
  settle: (address: DbAddress) => Promise<void>,
): Promise<{ seen: Seen; keys: Buffer | null }> {
  const { keys, pieces, clusterDir } = await prepareReplay({ base, folder, dataDir, until }, bundledMajor());
  const server = await playBack(dataDir, clusterDir, root);
  try {
    const address = addressOf(server);
    const seen = await lookAt(address);
    await withClient(address, async (client) => endReplay(async (text) => client.query(text), pieces));
    await settle(address);
    const at = seen.until?.toISOString() ?? base.header.madeAt;
    say(m.cli_journal_seen({ at, tables: seen.tables, number: seen.rows }, { locale }));
    return { seen, keys };
  } finally {
    await server.stop();
    server.release();
  }
}

export const restoreJournal: Command = {
  usage: 'restore-journal FOLDER [--until INSTANT] [--identity KEYFILE] [--check]',
  summary: (locale) => m.cli_restore_journal_summary({}, { locale }),
  async run(args, { locale, say, readSecret }) {
    const { values, positionals } = parseArgs({
      args,
      options: { until: { type: 'string' }, identity: { type: 'string' }, check: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const folder = resolve(needed(positionals[0], 'FOLDER', locale));
    const until = values.until === undefined ? null : new Date(values.until);
    if (until && Number.isNaN(until.getTime())) {
      say(m.cli_journal_until({}, { locale }));
      return 2;
    }
    let known: SealKey | null = null;
    const keyOf = async (path: string): Promise<SealKey> => {
      known ??= await keyFor(path, values.identity, { locale, readSecret });
      if (!known) throw backupErrors.notABackup();
      return known;
    };
    const base = await openBase(folder, until, keyOf);
    const config = readConfig();
    const asked: Asked = { folder, until, base, root: config.root, locale, say };
    if (values.check) {
      const scratch = mkdtempSync(join(tmpdir(), 'lumbung-jurnal-'));
      // the account of the database must get there
      chmodSync(scratch, 0o755);
      try {
        await replayInto(join(scratch, 'data'), asked, async () => Promise.resolve());
      } finally {
        rmSync(scratch, { recursive: true, force: true });
      }
      say(m.cli_journal_checked({}, { locale }));
      return 0;
    }
    const { keys } = await replayInto(config.dataDir, asked, async (address) =>
      withClient(address, async (client) => void (await client.query(STOP_WHILE_RESTORED))),
    );
    if (keys && config.secretKeys === null && !existsSync(join(config.dataDir, 'secrets.json')))
      writeFileSync(join(config.dataDir, 'secrets.json'), keys, { mode: 0o600, flush: true });
    const files = await bringFiles(folder, base.key, config.filesDir);
    say(files === null ? m.cli_journal_no_files({}, { locale }) : m.cli_journal_files({ file: files }, { locale }));
    say(m.cli_restore_schedule_stopped({}, { locale }));
    say(m.cli_restore_done({}, { locale }));
    return 0;
  },
};
