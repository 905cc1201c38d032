import { join } from 'node:path';
import pg from 'pg';
import { tickingClock } from '#platform/clock';
import { openDb, poolConfig } from '#platform/database/db';
import { fileStorage } from '#platform/storage';
import { loadDemo } from '../../db/demo/load.ts';

export const DEMO_TEMPLATE = 'template_demo';
/** Where files of that city lie: beside its database, which goes with the test run. */
export const demoFiles = (socketDir: string): string => join(socketDir, 'demo-files');

/** Any number that no other lock of the test run uses. */
const LOCK = 7_314_021;

/**
 * A template with the sample city in it, loaded once in a test run by whichever file needs it first; the others wait for it.
 * @param now the day on which the city is loaded
 */
export async function ensureDemoTemplate(socketDir: string, now: string): Promise<void> {
  const admin = new pg.Client({ host: socketDir, user: 'lumbung', database: 'postgres' });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock($1)', [LOCK]);
    const found = await admin.query('select 1 from pg_database where datname = $1', [DEMO_TEMPLATE]);
    if (found.rowCount) return;
    await admin.query('drop database if exists demo_in_the_making with (force)');
    await admin.query('create database demo_in_the_making template template_lumbung');
    const { db } = openDb(poolConfig({ socketDir, database: 'demo_in_the_making' }));
    await loadDemo({ db, clock: tickingClock(now), storage: fileStorage(demoFiles(socketDir)) }, () => undefined);
    await db.destroy();
    await admin.query(`alter database demo_in_the_making rename to ${DEMO_TEMPLATE}`);
    await admin.query(`alter database ${DEMO_TEMPLATE} with is_template true allow_connections false`);
  } finally {
    await admin.end();
  }
}
