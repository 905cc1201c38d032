import { chmodSync, mkdirSync } from 'node:fs';
import pg from 'pg';
import { ensureBuiltinRoles } from '#modules/ground/identity';
import { shareSearchEngine } from '#modules/collection/search';
import { dkimSource } from '#modules/city/mail-health';
import { clockStartingAt, systemClock, type Clock } from '#platform/clock';
import type { Config } from '#platform/config';
import { heavyElsewhere } from '#platform/background/heavy';
import { insertWork } from '#platform/background/heavy-queue';
import { checkDatabase } from '#platform/database/check-database';
import { JOB_LIMITS, openDb, PAGE_LIMITS, poolConfig, type Db, type DbAddress } from '#platform/database/db';
import { startJobs } from '#platform/background/jobs';
import { checkKeys } from '#platform/database/key-check';
import { openLive } from '#platform/requests/live';
import { createMailer } from '#platform/sending/mail';
import { facts } from '#contributed/facts';
import { embeds } from '#contributed/embeds';
import { mailTakers } from '#contributed/mail-takers';
import { panels } from '#contributed/panels';
import { promiseMeasures } from '#contributed/promise-measures';
import { stakes } from '#contributed/stakes';
import { provideFacts } from '#platform/facts';
import { provideEmbeds } from '#platform/embeds';
import { providePanels } from '#platform/panels';
import { provideMailTakers } from '#platform/receiving/mail-takers';
import { providePromiseMeasures } from '#platform/promise-measures';
import { provideStakes } from '#platform/stakes';
import { openOwnDatabase } from '#platform/database/own-database';
import { leftReplaced } from '#platform/backup/replace-library';
import type { Phase } from './phases.ts';
import { notices } from '#contributed/notices';
import { permissions } from '#contributed/permissions';
import { gatherNotices } from '#modules/people/notifications';
import { personalData, retention } from './personal-data.ts';
import { removeRunFile, writeRunFile } from './run-file.ts';
import { upgradeDatabase } from './upgrade.ts';
import { bundledAddress, PRACTICE_DATABASE } from './practice/databases.ts';
import { markPapers } from '#platform/papers/practice-band';
import { closeOutgoing } from '#platform/sending/outgoing';
import { keysFrom, loadSecrets } from '#platform/rights/secrets';
import type { Services } from '#platform/services';
import { fileStorage } from '#platform/storage';

const DATABASE = 'lumbung';
/** Of pages, and of jobs: ten trainees leave the real desk its own. */
const PRACTICE_CONNECTIONS = [5, 3] as const;

export interface Booted {
  /** On the pool of pages and the API. */
  services: Services;
  /** The same on the pool of jobs, which may take longer and never takes a connection from somebody who waits for a page. */
  jobServices: Services;
  address: DbAddress;
  /** Resolves when the bundled database ends by itself; never for an external one. */
  databaseEnded: Promise<void>;
  stop(): Promise<void>;
}

export interface BootOptions {
  /** Tells commands where the bundled database is, so that they work while this process runs. */
  shared: boolean;
  say?: (line: string) => void;
  /** false = there is a way back already: the data have just come out of a backup. */
  restorePoint?: boolean;
  /** Told what is done next, where it may take long. */
  phase?: (phase: Phase) => void;
}

async function ensureDatabase(socketDir: string): Promise<{ socketDir: string; database: string }> {
  const admin = new pg.Client({ host: socketDir, user: 'lumbung', database: 'postgres' });
  await admin.connect();
  try {
    const found = await admin.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (!found.rowCount) await admin.query(`create database ${DATABASE}`);
    for (const name of await leftReplaced(admin)) await admin.query(`drop database if exists "${name}" with (force)`);
  } finally {
    await admin.end();
  }
  return { socketDir, database: DATABASE };
}

type Undo = (() => Promise<void> | void)[];

const clockOf = ({ startAt }: Pick<Config, 'startAt'>): Clock => (startAt ? clockStartingAt(startAt) : systemClock);

/** Waits as long as it takes: a large table is altered in minutes. */
async function prepareDatabase(config: Config, address: DbAddress, options: BootOptions): Promise<void> {
  const { db } = openDb(poolConfig(address, 2, null));
  try {
    if (config.databaseUrl) await checkDatabase(db);
    const backupBeforeUpgrade = config.backupBeforeUpgrade && options.restorePoint !== false;
    await upgradeDatabase({ db, address }, { ...config, backupBeforeUpgrade }, clockOf(config).now(), options);
    await ensureBuiltinRoles(db, { permissions });
    options.phase?.('server');
  } finally {
    await db.destroy();
  }
}

/** Opens the pools and all that stands on them. */
async function openServices(config: Config, address: DbAddress, undo: Undo) {
  provideFacts(facts);
  providePromiseMeasures(promiseMeasures);
  provideEmbeds(embeds);
  providePanels(panels);
  provideMailTakers(mailTakers);
  provideStakes(stakes);
  mkdirSync(config.filesDir, { recursive: true, mode: 0o700 });
  // of earlier releases, for which others could read what was uploaded
  chmodSync(config.filesDir, 0o700);
  if (config.practice) {
    closeOutgoing();
    markPapers();
  }
  const [most, mostOfJobs] = config.practice ? PRACTICE_CONNECTIONS : [12, 10];
  const pages = openDb(poolConfig(address, most, PAGE_LIMITS));
  undo.push(async () => pages.db.destroy());
  const forJobs = openDb(poolConfig(address, mostOfJobs, JOB_LIMITS));
  undo.push(async () => forJobs.db.destroy());
  const clock = clockOf(config);
  const secrets = loadSecrets(config);
  await checkKeys(pages.db, secrets, keysFrom(config), clock.now());
  const live = openLive(poolConfig(address, 1, null));
  undo.push(async () => live.stop());
  const jobs = await startJobs(forJobs.pool, {
    live,
    handOn: async (kind, input) => handOn(forJobs.db, kind, input),
  });
  undo.push(async () => jobs.stop());
  // what the clock would do (backups, mailings, sweeps) is not done to a copy that is thrown away at night
  if (config.practice) jobs.schedule = async () => Promise.resolve();
  const storage = fileStorage(config.filesDir);
  const services: Services = {
    config,
    db: pages.db,
    address,
    clock,
    storage,
    mailer: createMailer(config.smtpUrl, config.mailFrom, dkimSource(forJobs.db, secrets, config.mailFrom)),
    jobs,
    heavy: heavyElsewhere({ db: pages.db, live, storage }, config.patience),
    live,
    secrets,
    personalData,
    retention,
    permissions,
    notices: gatherNotices(notices),
  };
  shareSearchEngine(services, forJobs.db);
  return { services, jobServices: { ...services, db: forJobs.db } };
}

/** A job of the clock that the worker does. */
async function handOn(db: Db, kind: string, input: object): Promise<void> {
  await insertWork(db, { kind, input, inputKey: null, lane: 'rest', asker: null, locale: 'id', libraryId: null });
}

/** Whatever was opened is closed again, in the opposite order, at the end or when a later step fails. */
async function closing<T extends object>(open: (undo: Undo) => Promise<T>): Promise<T & { stop(): Promise<void> }> {
  const undo: Undo = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    return { ...(await open(undo)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Opens everything a process needs, in order: the data folder, its database, migrations, jobs.
 * The bundled database is started unless the process above us runs it (`LUMBUNG_SOCKET_DIR`).
 */
export const boot = async (config: Config, options: BootOptions): Promise<Booted> =>
  closing(async (undo) => {
    mkdirSync(config.dataDir, { recursive: true });
    let address: DbAddress;
    let bundled: { socketDir: string; database: string } | undefined;
    let databaseEnded = new Promise<void>(() => undefined);
    if (config.databaseUrl) {
      address = { url: config.databaseUrl };
    } else {
      let { socketDir } = config;
      if (!socketDir) {
        options.phase?.('database');
        const own = await openOwnDatabase(config, options.say ? { say: options.say } : {});
        undo.push(() => own.release());
        undo.push(async () => own.stop());
        databaseEnded = own.exited;
        // one that a killed process left behind
        removeRunFile(config.dataDir);
        ({ socketDir } = own);
      }
      // the copy is made by whoever starts us (practice/keep-practice.ts)
      bundled = config.practice ? { socketDir, database: PRACTICE_DATABASE } : await ensureDatabase(socketDir);
      address = bundledAddress(config, bundled);
    }
    await prepareDatabase(config, address, options);
    const opened = await openServices(config, address, undo);
    if (bundled && options.shared) {
      writeRunFile(config.dataDir, { pid: process.pid, ...bundled });
      undo.push(() => removeRunFile(config.dataDir));
    }
    return { ...opened, address, databaseEnded };
  });

/** Opens the database alone, as it is: for a backup that changes nothing, and for what takes one back. */
export const bootDatabase = async (config: Config): Promise<{ address: DbAddress; stop(): Promise<void> }> =>
  closing(async (undo) => {
    mkdirSync(config.dataDir, { recursive: true });
    if (config.databaseUrl) return { address: { url: config.databaseUrl } };
    const own = await openOwnDatabase(config);
    undo.push(() => own.release());
    undo.push(async () => own.stop());
    return { address: await ensureDatabase(own.socketDir) };
  });

/** Opens services on an empty database that is being filled, and brings its tables there. */
export const bootMaking = async (
  config: Config,
  address: DbAddress,
): Promise<{ services: Services; jobServices: Services; stop(): Promise<void> }> =>
  closing(async (undo) => {
    await prepareDatabase(config, address, { shared: false, restorePoint: false });
    return openServices(config, address, undo);
  });

/** Opens services on the database of another process, which has migrated it and keeps it running when we go. */
export const bootBeside = async (
  config: Config,
  address: DbAddress,
): Promise<{ services: Services; jobServices: Services; stop(): Promise<void> }> =>
  closing(async (undo) => openServices(config, address, undo));
