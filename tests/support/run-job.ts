// A process in the midst of a job that never ends, for tests that kill it. `ADDRESS` and `PACE` are JSON, `QUEUE` is a name.
import pg from 'pg';
import { poolConfig, type DbAddress } from '../../src/platform/database/db.ts';
import { startJobs, type Pace } from '../../src/platform/background/jobs.ts';

const pool = new pg.Pool(poolConfig(JSON.parse(process.env.ADDRESS ?? '') as DbAddress, 4));
const jobs = await startJobs(pool, { pace: JSON.parse(process.env.PACE ?? '') as Pace });
await jobs.work(process.env.QUEUE ?? '', async (data) => {
  process.stdout.write(`in the midst of ${JSON.stringify(data)}\n`);
  await new Promise<never>(() => undefined);
});
