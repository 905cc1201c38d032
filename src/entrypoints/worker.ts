import { EventEmitter, once } from 'node:events';
import { setPriority } from 'node:os';
import pg from 'pg';
import { accountActor } from '#modules/ground/identity';
import { readConfig, type Config } from '#platform/config';
import type { Actor, Ctx } from '#platform/context';
import { poolConfig, type DbAddress } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { setPaper } from '#platform/background/heavy-papers';
import { recoverWork, WAITING_TOPIC, WORKER_LOCK } from '#platform/background/heavy-queue';
import type { HeavyWork } from '#platform/background/heavy-row';
import { HeavyRunner, setAside, type QueueHandler } from '#platform/background/heavy-run';
import type { GaveUp, HeavyHandler, Jobs } from '#platform/background/jobs';
import { catchTheUncaught } from '#platform/last-resort';
import type { Services } from '#platform/services';
import { asked as askedKinds } from '#contributed/asked';
import { bootBeside } from './boot.ts';
import { jobModules } from './job-modules.ts';
import { bundledAddress } from './practice/databases.ts';
import { readRunFile } from './run-file.ts';

/** It ends after so many milliseconds without work, and gives its memory back. */
const REST = 30_000;
/** A piece that took this much memory (bytes) is the last one: the next one begins in a fresh process. */
const HEAVY_MEMORY = 700_000_000;
const LOOK_EVERY = 5_000;
/** Of the operating system: whoever answers people goes first. */
const LOW_PRIORITY = 10;

const say = (line: string): void => void process.stderr.write(`worker: ${line}\n`);

function addressOf(config: Config): DbAddress {
  if (config.databaseUrl) return { url: config.databaseUrl };
  const running = readRunFile(config.dataDir);
  if (!running) throw new Error('no server runs on this data folder');
  return bundledAddress(config, running);
}

async function takeLock(address: DbAddress): Promise<pg.Client | null> {
  const client = new pg.Client({ ...poolConfig(address, 1, null), keepAlive: true });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [WORKER_LOCK]);
  if (rows[0]?.got) return client;
  await client.end();
  return null;
}

/** The handlers that the modules declare for their heavy queues. */
async function gatherQueues(services: Services): Promise<ReadonlyMap<string, QueueHandler>> {
  const queues = new Map<string, QueueHandler>();
  const jobs: Jobs = {
    ...services.jobs,
    inWorker: true,
    work: async () => Promise.resolve(),
    schedule: async () => Promise.resolve(),
    async heavy<T extends object>(queue: string, run: HeavyHandler<T>, gaveUp?: GaveUp<T>) {
      // the rows hold what the same module enqueued
      queues.set(queue, {
        run: async (data, signal, progress) => run(data as T, signal, progress),
        gaveUp: async (data, reason) => gaveUp?.(data as T, reason),
      });
      return Promise.resolve();
    },
  };
  for (const declare of jobModules) await declare({ ...services, jobs });
  return queues;
}

/** Who asked, with the rights of this moment: an account that was closed meanwhile is refused. */
async function ctxOf({ db, clock }: Services, work: HeavyWork): Promise<Ctx> {
  return {
    db,
    clock,
    actor: await actorOf(db, work),
    locale: work.locale,
    requestId: work.id,
    via: 'job',
    libraryId: work.libraryId,
  };
}

async function actorOf(db: Services['db'], { asker, kind }: HeavyWork): Promise<Actor> {
  if (asker === null) return { kind: 'system', name: kind };
  if (asker.kind !== 'account') return { kind: 'anonymous' };
  const account = await accountActor(db, asker.id);
  if (!account) throw platformErrors.signInNeeded();
  return { ...account, scopes: asker.scopes };
}

async function main(): Promise<void> {
  const alone = process.argv.includes('--alone');
  const config = readConfig();
  const address = addressOf(config);
  const lock = await takeLock(address);
  if (!lock) {
    if (alone) say('another worker is at work on this database');
    return;
  }
  const beside = await bootBeside(config, address);
  const { jobServices: services } = beside;
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  // the server that began it has gone
  process.on('disconnect', stop);
  lock.on('end', stop);
  try {
    const queues = await gatherQueues(services);
    const handlers = {
      queues,
      asked: askedKinds,
      paper: setPaper,
      ctxOf: async (work: HeavyWork) => ctxOf(services, work),
    };
    // only now: somebody may be waiting for it to begin
    setPriority(LOW_PRIORITY);
    const runner = new HeavyRunner(services, handlers, stopping.signal);
    for (const work of await recoverWork(services.db, setAside)) {
      say(`${work.kind} ${work.id} ended its process three times and is set aside`);
      await runner.giveUp(work, setAside);
    }
    await workUntil(runner, services, stopping.signal, alone);
  } finally {
    await beside.stop();
    await lock.end().catch(() => undefined);
  }
}

/** Both lanes at once: a paper never waits for an import, and neither runs beside another of its kind. */
async function workUntil(runner: HeavyRunner, services: Services, signal: AbortSignal, alone: boolean): Promise<void> {
  const bell = new EventEmitter();
  const ring = (): void => void bell.emit('ring');
  const unfollow = services.live.follow(WAITING_TOPIC, () => {
    runner.heedCancels().catch(() => undefined);
    ring();
  });
  signal.addEventListener('abort', ring);
  // while the other lane is in the middle of something, this one goes on: a paper does not wait for an import to end
  const mayGoOn = (): boolean =>
    !signal.aborted && (alone || runner.idleFor === 0 || process.memoryUsage.rss() < HEAVY_MEMORY);
  const lane = async (name: 'papers' | 'rest'): Promise<void> => {
    while (mayGoOn() && (alone || runner.idleFor < REST)) {
      const rung = once(bell, 'ring', { signal: AbortSignal.timeout(LOOK_EVERY) }).catch(() => undefined);
      await runner.drain(name, mayGoOn);
      await rung;
    }
  };
  await Promise.all([lane('papers'), lane('rest')]);
  unfollow();
}

catchTheUncaught();
try {
  await main();
  process.exit(0);
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(1);
}
