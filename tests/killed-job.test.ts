import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poolConfig } from '#platform/database/db';
import { startJobs, type Jobs, type Pace } from '#platform/background/jobs';
import { until, useProcesses } from './support/processes.ts';
import { useTestDb } from './support/test-db.ts';

const QUEUE = 'uji.terputus';
/** The shortest there is: ten seconds instead of a minute. */
const PACE: Pace = { heartbeat: 10, watch: 1, due: 1, retry: 1, look: { woken: 1, deaf: 1 } };

const t = useTestDb();
const { start } = useProcesses();
let pool: pg.Pool;
let jobs: Jobs;
beforeAll(async () => {
  pool = new pg.Pool(poolConfig(t.address, 4));
  jobs = await startJobs(pool, { pace: PACE, queues: [QUEUE] });
});
afterAll(async () => {
  await jobs.stop();
  await pool.end();
});

/** Waits until the job is in this state. */
const untilIts = async (state: string): Promise<void> =>
  until(async () => {
    const { rowCount } = await pool.query(`select from pgboss.job where name = $1 and ${state}`, [QUEUE]);
    return rowCount === 1;
  });

test('what a killed process had in hand another one takes up, seconds after it has stopped telling that it lives', async () => {
  const other = start([process.execPath, 'tests/support/run-job.ts'], {
    ADDRESS: JSON.stringify(t.address),
    PACE: JSON.stringify(PACE),
    QUEUE,
  });
  await t.db.transaction().execute(async (trx) => jobs.enqueue(trx, QUEUE, { nth: 7 }));
  await other.says(/in the midst of {"nth":7}/);
  // as long as it lives it says so, and the job is its own
  await untilIts(`state = 'active' and heartbeat_on > started_on`);
  other.child.kill('SIGKILL');
  await other.ended;
  const killedAt = performance.now();

  const again = Promise.withResolvers<object>();
  await jobs.work(QUEUE, async (data) => Promise.resolve(again.resolve(data)));
  expect(await again.promise).toEqual({ nth: 7 });
  // without a heartbeat it would be hours; on a busy machine the looks come late
  expect(performance.now() - killedAt).toBeLessThan(60_000);
  await untilIts(`state = 'completed'`);
}, 120_000);

test('in earnest it is a minute', async () => {
  const usual = await startJobs(pool, { queues: ['uji.biasa'] });
  await usual.stop();
  const { rows } = await pool.query(`select heartbeat_seconds as heartbeat from pgboss.queue where name = 'uji.biasa'`);
  expect(rows).toEqual([{ heartbeat: 60 }]);
});
