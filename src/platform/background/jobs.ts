import { PgBoss, type Queue } from 'pg-boss';
import { CompiledQuery } from 'kysely';
import type pg from 'pg';
import type { Tx } from '../database/db.ts';
import type { AppError } from '../errors.ts';
import type { Live } from '../requests/live.ts';
import { describeError, noteOutage } from '../sending/outages.ts';

export type Handler<T extends object> = (data: T, signal: AbortSignal) => Promise<void>;

/** Also tells how far it is; `total` null = not known. */
export type HeavyHandler<T extends object> = (
  data: T,
  signal: AbortSignal,
  progress: (done: number, total: number | null) => void,
) => Promise<void>;

export type GaveUp<T extends object> = (data: T, reason: AppError) => Promise<void>;

/** Long or later work, kept in the database. A job enqueued in a transaction that is rolled back never runs. */
export interface Jobs {
  /** True in the worker, which runs what is {@link heavy} and nothing else. */
  readonly inWorker: boolean;
  /** @param queue a name declared with {@link Jobs.work} or {@link Jobs.heavy} by some process */
  enqueue(trx: Tx, queue: string, data: object): Promise<void>;
  /** Runs the handler for each job of a queue in this process, one at a time. The signal aborts when the process stops. */
  work<T extends object>(queue: string, handler: Handler<T>): Promise<void>;
  /**
   * Like {@link work}, for what would keep the process that answers people from doing so: the job is handed on to the worker, which
   * runs one such piece at a time. The same data waits once.
   * @param gaveUp told when it is not tried again: all tries are used up, or it ended its process too often
   */
  heavy<T extends object>(queue: string, handler: HeavyHandler<T>, gaveUp?: GaveUp<T>): Promise<void>;
  /** Runs a job daily or so: `cron` in UTC. */
  schedule(queue: string, cron: string): Promise<void>;
  /** What failed, or waits for its next try, newest first. */
  troubles(limit: number): Promise<JobTrouble[]>;
  /** Tries a failed job once more. @returns false: it has not failed */
  again(trx: Tx, queue: string, id: string): Promise<boolean>;
  stop(): Promise<void>;
}

/** A job that did not end as it should. */
export interface JobTrouble {
  id: string;
  queue: string;
  at: Date;
  /** All its tries are used up. */
  failed: boolean;
  nextAt: Date | null;
  /** What the program said. */
  said: string;
}

/** What a process does with heavy jobs: the server hands them on, the worker keeps their handlers, a command does neither. */
export interface JobSurroundings {
  live?: Live;
  handOn?: (queue: string, data: object) => Promise<void>;
  /** Queues that are there from the beginning, whether a handler of this process names them or not. */
  queues?: readonly string[];
  pace?: Pace;
}

/** Seconds. */
export interface Pace {
  /** Nobody has said for so long that a job goes on: its process is gone, and the job is free. At least 10. */
  heartbeat: number;
  /** Between two looks for jobs that nobody works on any more. */
  watch: number;
  /** Between two looks for what its clock says is due; clocks here tick in minutes. */
  due: number;
  /** Before the first further try; the ones after it wait longer. */
  retry: number;
  /** Between two looks into a queue that was not woken: for what is due later, and where no word comes through. */
  look: { woken: number; deaf: number };
}
const PACE: Pace = { heartbeat: 60, watch: 30, due: 15, retry: 60, look: { woken: 60, deaf: 10 } };

/**
 * A job that fails is tried again over a morning; one whose process was killed is free again after some minutes, because nobody
 * tells that it lives. Whoever enqueues a job wakes the queue, so that it need not look every second.
 */
const rulesOf = ({ heartbeat, retry }: Pace): Omit<Queue, 'name'> => ({
  retryLimit: 6,
  retryDelay: retry,
  retryBackoff: true,
  retryDelayMax: 2 * 3600,
  expireInSeconds: 4 * 3600,
  heartbeatSeconds: heartbeat,
  notify: true,
});
/** What comes every few minutes anyway is not tried again in between: the next round does it. */
const FREQUENT = /^\*/;

/** The newest of each queue: what comes every few minutes would hide the rest. */
const TROUBLES = `select distinct on (name) id, name as queue, coalesce(completed_on, created_on) as at, state = 'failed' as failed,
    case when state = 'retry' then start_after end as "nextAt",
    coalesce(output ->> 'stack', output ->> 'message', output::text, '') as said
  from pgboss.job where state in ('failed', 'retry') and name not like '\\_\\_pgboss%'
  order by name, coalesce(completed_on, created_on) desc limit $1`;
const FAILED = `select 1 from pgboss.job where name = $1 and id = $2 and state = 'failed'`;

/** pg-boss on the pool of the process, in its own schema `pgboss`. */
export async function startJobs(
  pool: pg.Pool,
  { live, handOn, queues = [], pace = PACE }: JobSurroundings = {},
): Promise<Jobs> {
  const rules = rulesOf(pace);
  const boss = new PgBoss({
    db: {
      executeSql: async (text: string, values?: unknown[]) => pool.query(text, values),
      ...(live && {
        listen: async (channel: string, tell: (payload: string) => void, again: () => void) => {
          const end = live.listen(channel, tell, again);
          return Promise.resolve({ close: async () => Promise.resolve(end()) });
        },
      }),
    },
    schema: 'pgboss',
    useListenNotify: live !== undefined,
    // a register of processes that nobody reads would wake this one fifty times a second to time its event loop
    registerInstance: false,
    // nobody's job waits for another job's end
    flowIntervalSeconds: 3600,
    cronWorkerIntervalSeconds: pace.due,
    superviseIntervalSeconds: pace.watch,
    monitorIntervalSeconds: pace.watch,
  });
  boss.on('error', (error) => {
    if (!noteOutage(error)) process.stderr.write(`jobs: ${describeError(error)}\n`);
  });
  await boss.start();
  const known = new Set<string>();
  const declare = async (queue: string): Promise<void> => {
    if (known.has(queue)) return;
    await boss.createQueue(queue, rules);
    // queues of earlier versions had other rules
    await boss.updateQueue(queue, rules);
    known.add(queue);
  };
  for (const queue of queues) await declare(queue);
  const stopping = new AbortController();
  const workOff = async <T extends object>(queue: string, handler: Handler<T>): Promise<void> => {
    await declare(queue);
    const looks = { pollingIntervalSeconds: pace.look.deaf, notifyPollingIntervalSeconds: pace.look.woken };
    await boss.work<T>(queue, { batchSize: 1, ...looks }, async (jobs) => {
      for (const job of jobs) {
        try {
          await handler(job.data, stopping.signal);
        } catch (error) {
          if (!stopping.signal.aborted && !noteOutage(error, 'work'))
            process.stderr.write(`jobs: ${queue} ${job.id}: ${traceOf(error)}\n`);
          throw error;
        }
      }
    });
  };
  return {
    inWorker: false,
    async enqueue(trx, queue, data) {
      await declare(queue);
      const inTransaction = plainConnection(trx);
      await boss.send(queue, data, { db: inTransaction });
    },
    work: workOff,
    async heavy<T extends object>(queue: string) {
      if (handOn) await workOff<T>(queue, async (data) => handOn(queue, data));
    },
    async schedule(queue, cron) {
      await declare(queue);
      // left out, the data of these jobs would be null, which no handler expects
      await boss.schedule(queue, cron, {}, FREQUENT.test(cron) ? { retryLimit: 0 } : {});
    },
    async troubles(limit) {
      const { rows } = await pool.query<JobTrouble>(TROUBLES, [limit]);
      return rows;
    },
    async again(trx, queue, id) {
      const db = plainConnection(trx);
      const { rows } = await db.executeSql(FAILED, [queue, id]);
      if (rows.length === 0) return false;
      await boss.retry(queue, id, { db });
      return true;
    },
    async stop() {
      stopping.abort();
      await boss.stop({ graceful: true, timeout: 5_000 });
    },
  };
}

const traceOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** pg-boss speaks SQL text; this lets it speak inside our transaction. */
function plainConnection(trx: Tx) {
  return {
    async executeSql(text: string, values: unknown[] = []) {
      const result = await trx.withoutPlugins().executeQuery<unknown>(CompiledQuery.raw(text, values));
      return { rows: result.rows };
    },
  };
}

/** Puts work into a queue inside the transaction of a connection. */
export type PutBack = (client: pg.ClientBase, queue: string, data: object) => Promise<void>;

/** Makes queues in a database where no process works yet, for work that comes back from a backup. */
export async function prepareQueues(pool: pg.Pool, queues: readonly string[]): Promise<PutBack> {
  const jobs = await startJobs(pool, { queues });
  await jobs.stop();
  return async (client, queue, data) => {
    const boss = new PgBoss({
      db: { executeSql: async (text, values) => client.query(text, values) },
      schema: 'pgboss',
    });
    await boss.send(queue, data);
  };
}
