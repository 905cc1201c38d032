import { setTimeout as wait } from 'node:timers/promises';
import { readConfig, type Config } from '#platform/config';
import type { DbAddress } from '#platform/database/db';
import { DataDirInUse } from '#platform/database/lock';
import { oneAct, systemCtx, type Ctx, type Locale } from '#platform/context';
import type { Services } from '#platform/services';
import { boot, bootBeside, bootDatabase, type BootOptions } from '../boot.ts';
import { readRunFile } from '../run-file.ts';

const PATIENCE_MS = 20_000;
const PAUSE_MS = 200;

type OpenOptions = Pick<BootOptions, 'restorePoint'>;
/** What is said while the data are opened is for people: standard output is for other programs. */
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/**
 * Opens the data for a command: starts the bundled database when nobody runs it, joins a running server's otherwise. While a
 * server starts or another command holds the data, it waits a little. Throws `DataDirInUse` after that.
 */
async function openServices(options: OpenOptions): Promise<{ services: Services; stop: () => Promise<void> }> {
  const config = readConfig();
  for (let waited = 0; ; waited += PAUSE_MS) {
    try {
      return forCommands(await boot(config, { shared: false, say: complain, ...options }));
    } catch (error) {
      if (!(error instanceof DataDirInUse) || waited >= PATIENCE_MS) throw error;
    }
    const running = readRunFile(config.dataDir);
    if (running) {
      return forCommands(await bootBeside(config, { socketDir: running.socketDir, database: running.database }));
    }
    await wait(PAUSE_MS);
  }
}

/**
 * Runs work on the database alone, migrated or not.
 * @param alone refuses (`DataDirInUse`) while a server runs, for work that people must not meet
 */
export async function withDatabase<T>(
  options: { alone: boolean },
  work: (config: Config, address: DbAddress) => Promise<T>,
): Promise<T> {
  const config = readConfig();
  const running = readRunFile(config.dataDir);
  if (running && !options.alone && !config.databaseUrl) {
    return work(config, { socketDir: running.socketDir, database: running.database });
  }
  const database = await bootDatabase(config);
  try {
    return await work(config, database.address);
  } finally {
    await database.stop();
  }
}

/** Nobody waits for a page of theirs: commands have the times of jobs. */
const forCommands = ({ jobServices, stop }: { jobServices: Services; stop: () => Promise<void> }) => ({
  services: jobServices,
  stop,
});

/** Runs the work of a command with everything open, and closes it again whatever happens. */
export async function withServices<T>(
  locale: Locale,
  work: (ctx: Ctx, services: Services) => Promise<T>,
  options: OpenOptions = {},
): Promise<T> {
  const { services, stop } = await openServices(options);
  try {
    const ctx = { ...systemCtx(services.db, services.clock, 'bin/lumbung', 'cli'), locale };
    return await work(oneAct(ctx), services);
  } finally {
    await stop();
  }
}

/** The same, but only where nobody else holds the data: a server that runs goes on with the keys it has read. Throws `DataDirInUse`. */
export async function withOwnServices<T>(
  locale: Locale,
  work: (ctx: Ctx, services: Services) => Promise<T>,
): Promise<T> {
  const booted = await boot(readConfig(), { shared: false });
  const { services } = booted;
  try {
    return await work({ ...systemCtx(services.db, services.clock, 'bin/lumbung', 'cli'), locale }, services);
  } finally {
    await booted.stop();
  }
}
