import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { facts } from '#contributed/facts';
import { embeds } from '#contributed/embeds';
import { mailTakers } from '#contributed/mail-takers';
import { panels } from '#contributed/panels';
import { promiseMeasures } from '#contributed/promise-measures';
import { stakes } from '#contributed/stakes';
import { tickingClock, type TickingClock } from '#platform/clock';
import type { Actor, Ctx } from '#platform/context';
import { openDb, poolConfig, type Db } from '#platform/database/db';
import { provideFacts } from '#platform/facts';
import { provideEmbeds } from '#platform/embeds';
import { providePanels } from '#platform/panels';
import { provideMailTakers } from '#platform/receiving/mail-takers';
import { providePromiseMeasures } from '#platform/promise-measures';
import { provideStakes } from '#platform/stakes';
import { fileStorage, type Storage } from '#platform/storage';
import { DEMO_TEMPLATE, demoFiles, ensureDemoTemplate } from './demo-template.ts';

provideFacts(facts);
providePromiseMeasures(promiseMeasures);
provideEmbeds(embeds);
providePanels(panels);
provideMailTakers(mailTakers);
provideStakes(stakes);

/** Wednesday, 10:00 in Blitar. */
export const TEST_NOW = '2026-11-25T10:00:00+07:00';

export interface TestDb {
  db: Db;
  /** Moves on with every look; what it says is the instant of no request. */
  clock: TickingClock;
  storage: Storage;
  /** Where this file's database is, for tests that open connections of their own. */
  address: { socketDir: string; database: string };
  /** One request, with its one instant: a context with every permission, or with the permissions and library named. */
  ctx(actor?: Partial<Extract<Actor, { kind: 'account' }>> | Actor): Ctx;
}

/** SQLSTATE: somebody is still connected. */
const OBJECT_IN_USE = '55006';

async function admin(text: string): Promise<void> {
  const client = new pg.Client({ host: inject('socketDir'), user: 'lumbung', database: 'postgres' });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

/**
 * A pool that was ended says so before its connections are closed, and PostgreSQL waits some seconds for those: one that it had to end by force
 * would be an error of the test that nobody could catch. What then is still open goes by force.
 */
async function drop(name: string): Promise<void> {
  try {
    await admin(`drop database ${name}`);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && error.code === OBJECT_IN_USE)) throw error;
    await admin(`drop database ${name} with (force)`);
  }
}

/**
 * A real PostgreSQL database of this test file's own, cloned from the migrated template.
 * @param options.demo with the sample city in it, as loaded at {@link TEST_NOW}
 */
export function useTestDb(options: { demo?: boolean } = {}): TestDb {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const files = mkdtempSync(join(tmpdir(), 'lumbung-files-'));
  const clock = tickingClock(TEST_NOW);
  const address = { socketDir: inject('socketDir'), database: name };
  const { db } = openDb(poolConfig(address, 8));
  beforeAll(async () => {
    if (options.demo) {
      await ensureDemoTemplate(address.socketDir, TEST_NOW);
      cpSync(demoFiles(address.socketDir), files, { recursive: true });
    }
    const template = options.demo ? DEMO_TEMPLATE : 'template_lumbung';
    await admin(`create database ${name} template ${template} strategy file_copy`);
    // the sample city is loaded once for all files; on a busy machine that takes minutes
  }, 300_000);
  afterAll(async () => {
    await db.destroy();
    await drop(name);
    rmSync(files, { recursive: true, force: true });
  });
  return {
    db,
    clock,
    storage: fileStorage(files),
    address,
    ctx: (actor = {}) => ({
      db,
      clock: clock.request(),
      actor:
        'kind' in actor && actor.kind && actor.kind !== 'account'
          ? (actor as Actor)
          : {
              kind: 'account',
              id: 1,
              username: 'uji',
              name: 'Petugas Uji',
              grants: [{ libraryId: null, permissions: ['*'] }],
              scopes: null,
              homeLibraryId: null,
              sessionId: null,
              ...actor,
            },
      locale: 'id',
      requestId: 'test',
      via: 'api',
      libraryId: null,
    }),
  };
}
