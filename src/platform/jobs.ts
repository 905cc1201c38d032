import { PgBoss } from 'pg-boss';
import { CompiledQuery } from 'kysely';
import type pg from 'pg';
import type { Tx } from './db.ts';

/** Long or later work, kept in the database. A job enqueued in a transaction that is rolled back never runs. */
export interface Jobs {
  /** @param queue a name declared with {@link Jobs.work} by some process */
  enqueue(trx: Tx, queue: string, data: object): Promise<void>;
  /** Runs the handler for each job of a queue in this process, one at a time. The signal aborts when the process stops. */
  work<T extends object>(queue: string, handler: (data: T, signal: AbortSignal) => Promise<void>): Promise<void>;
  /** Runs a job daily or so: `cron` in UTC. */
  schedule(queue: string, cron: string): Promise<void>;
  stop(): Promise<void>;
}

/** pg-boss on the pool of the process, in its own schema `pgboss`. */
export async function startJobs(pool: pg.Pool): Promise<Jobs> {
  const boss = new PgBoss({
    db: { executeSql: async (text: string, values?: unknown[]) => pool.query(text, values) },
    schema: 'pgboss',
  });
  boss.on('error', (error) => process.stderr.write(`jobs: ${String(error)}\n`));
  await boss.start();
  const known = new Set<string>();
  const declare = async (queue: string): Promise<void> => {
    if (known.has(queue)) return;
    await boss.createQueue(queue, { retryLimit: 2, expireInSeconds: 4 * 3600 });
    known.add(queue);
  };
  const stopping = new AbortController();
  return {
    async enqueue(trx, queue, data) {
      await declare(queue);
      const inTransaction = plainConnection(trx);
      await boss.send(queue, data, { db: inTransaction });
    },
    async work<T extends object>(queue: string, handler: (data: T, signal: AbortSignal) => Promise<void>) {
      await declare(queue);
      await boss.work<T>(queue, { batchSize: 1, pollingIntervalSeconds: 1 }, async (jobs) => {
        for (const job of jobs) await handler(job.data, stopping.signal);
      });
    },
    async schedule(queue, cron) {
      await declare(queue);
      // left out, the data of these jobs would be null, which no handler expects
      await boss.schedule(queue, cron, {});
    },
    async stop() {
      stopping.abort();
      await boss.stop({ graceful: true, timeout: 5_000 });
    },
  };
}

/** pg-boss speaks SQL text; this lets it speak inside our transaction. */
function plainConnection(trx: Tx) {
  return {
    async executeSql(text: string, values: unknown[] = []) {
      const result = await trx.withoutPlugins().executeQuery<unknown>(CompiledQuery.raw(text, values));
      return { rows: result.rows };
    },
  };
}
