import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { STOP_WHILE_RESTORED } from '#modules/ground/backups';
import { backupErrors } from '#platform/backup/errors';
import { restoreFiles } from '#platform/backup/restore-files';
import { withClient } from '#platform/backup/scratch';
import type { SealKey } from '#platform/backup/seal';
import { readConfig, type Config } from '#platform/config';
import type { DbAddress } from '#platform/database/db';
import { openOwnDatabase, type OwnDatabase } from '#platform/database/own-database';
import { bundledMajor, choosePlace } from '#platform/database/postgres-place';
import { AppError } from '#platform/errors';
import {
  checkBase,
  endMark,
  endReplay,
  isBaseName,
  isComplete,
  prepareReplay,
  stopAtEnd,
  type CheckedBase,
  type Prepared,
} from '#platform/journal/replay';
import { journalFolders } from '#platform/journal/ship';
import { StartTrouble } from '#platform/start-trouble';
import { m } from '#i18n/messages';
import { needed, type Command, type Console } from './command.ts';
import { keyFor } from './seal-key.ts';

const DATABASE = 'lumbung';
const PAUSE_MS = 200;
/** PostgreSQL's word for a journal that ends before the instant that was asked for. */
const ENDS_EARLY = /recovery ended before configured recovery target was reached/;

interface Found {
  base: CheckedBase;
  journal: string;
}

/**
 * The newest base from before an instant whose pieces are all there, opened; damaged ones are told and passed over. Throws `backup.file_missing`,
 * or what the newest said where none can be had.
 */
async function openBase(
  folder: string,
  until: Date | null,
  keyOf: (path: string) => Promise<SealKey>,
  tell: (file: string) => void,
): Promise<Found> {
  const found = (await journalFolders(folder)).flatMap((journal) =>
    readdirSync(journal)
      .filter(isBaseName)
      .map((name) => ({ journal, name })),
  );
  let refused: AppError | null = null;
  for (const { journal, name } of found.toSorted((a, b) => (a.name < b.name ? 1 : -1))) {
    try {
      const base = await checkBase(join(journal, name), await keyOf(join(journal, name)));
      if (until !== null && new Date(base.end.madeAt) > until) continue;
      if (await isComplete(journal, base.end)) return { base, journal };
      tell(name);
    } catch (error) {
      // a key that does not fit the newest is the wrong one
      if (!(error instanceof AppError) || error.code.startsWith('backup.wrong') || refused) throw error;
      refused = error;
      tell(name);
    }
  }
  throw refused ?? backupErrors.fileMissing();
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

async function startAndPlay(place: Place, before: () => Promise<void>): Promise<OwnDatabase | null> {
  try {
    const server = await openOwnDatabase(place, { before });
    if (await isPlayed(server)) return server;
    await server.stop();
    server.release();
    return null;
  } catch (error) {
    if (error instanceof StartTrouble && ENDS_EARLY.test(error.message)) return null;
    throw error;
  }
}

/** Lays the journal into the folder, starts the database, which plays it back, and waits for its end. */
async function playBack(place: Place, lay: () => Promise<Prepared>): Promise<{ server: OwnDatabase; laid: Prepared }> {
  const kept: { laid?: Prepared } = {};
  const server = await startAndPlay(place, async () => void (kept.laid = await lay()));
  const { laid } = kept;
  if (!laid) throw backupErrors.notABackup();
  if (server) return { server, laid };
  // everything that there is may lie before the instant that was asked for
  const again = await startAndPlay(place, async () => stopAtEnd(laid.clusterDir));
  if (!again) throw backupErrors.journalStopped({ log: join(dirname(laid.clusterDir), 'postgres.log') });
  return { server: again, laid };
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

/** Uploaded files as they lie in the newest backup of the folder that can be opened. @returns its name; null = none could be */
async function bringFiles(folder: string, key: SealKey, filesDir: string): Promise<string | null> {
  const names = readdirSync(folder).filter((name) => /^lumbung-[\w-]+\.tar\.gz\.age$/.test(name));
  for (const name of names.toSorted().toReversed()) {
    try {
      await restoreFiles(join(folder, name), key, filesDir);
      return name;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
  return null;
}

type Place = Pick<Config, 'dataDir' | 'root'>;

interface Asked extends Found, Pick<Console, 'locale' | 'say'> {
  until: Date | null;
}

/** Plays the journal back into a data folder, in which it can then act for nobody. @param keep what is done with its keys before anything else */
async function replayInto(place: Place, asked: Asked, keep: (keys: Buffer | null) => void): Promise<Prepared> {
  const { base, journal, until, locale, say } = asked;
  const { server, laid } = await playBack(place, async () => {
    const prepared = await prepareReplay({ base, journal, dataDir: place.dataDir, until }, bundledMajor());
    keep(prepared.keys);
    return prepared;
  });
  try {
    const address = addressOf(server);
    // before anybody could start it: it is not the house that writes into that folder
    await withClient(address, async (client) => {
      await client.query(STOP_WHILE_RESTORED);
      await endReplay(async (text) => client.query(text), laid.pieces);
    });
    const seen = await lookAt(address);
    const at = seen.until?.toISOString() ?? base.end.madeAt;
    say(m.cli_journal_seen({ at, tables: seen.tables, number: seen.rows }, { locale }));
    if (laid.unreadable !== null) say(m.cli_journal_unreadable({ file: laid.unreadable }, { locale }));
    return laid;
  } finally {
    await server.stop();
    server.release();
  }
}

/** Where a drill plays back: beside the data, never in the place of them. What a drill left that was killed goes first. */
async function drill(config: Config, asked: Asked): Promise<void> {
  const scratch = join(config.dataDir, 'latihan-jurnal');
  const clear = (): void => {
    const { clusterDir } = choosePlace(join(scratch, 'pg'));
    for (const dir of [scratch, dirname(clusterDir)]) rmSync(dir, { recursive: true, force: true });
  };
  clear();
  mkdirSync(scratch, { recursive: true, mode: 0o755 });
  const ended = (): never => {
    clear();
    process.exit(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, ended);
  try {
    await replayInto({ dataDir: scratch, root: config.root }, asked, () => undefined);
  } finally {
    clear();
  }
}

/** What opens NIKs must be what sealed them. Throws `backup.keys_differ`. */
function keepKeys({ dataDir, secretKeys }: Config, keys: Buffer | null): void {
  const path = join(dataDir, 'secrets.json');
  if (keys === null || secretKeys !== null) return;
  if (!existsSync(path)) writeFileSync(path, keys, { mode: 0o600, flush: true });
  else if (!readFileSync(path).equals(keys)) throw backupErrors.keysDiffer();
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
    const config = readConfig();
    if (config.databaseUrl !== null) {
      say(m.field_journal_own_server({}, { locale }));
      return 2;
    }
    const found = await openBase(folder, until, keyOf, (file) => say(m.cli_journal_passed_over({ file }, { locale })));
    const asked: Asked = { ...found, until, locale, say };
    if (values.check) {
      await drill(config, asked);
      say(m.cli_journal_checked({}, { locale }));
      return 0;
    }
    await replayInto(config, asked, (keys) => keepKeys(config, keys));
    const files = await bringFiles(folder, found.base.key, config.filesDir);
    // killed before this it is begun anew: nobody starts a house whose files are missing
    endMark(config.dataDir);
    say(files === null ? m.cli_journal_no_files({}, { locale }) : m.cli_journal_files({ file: files }, { locale }));
    say(m.cli_restore_schedule_stopped({}, { locale }));
    say(m.cli_restore_done({}, { locale }));
    return 0;
  },
};
