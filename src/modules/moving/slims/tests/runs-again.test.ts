import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { eraseMember } from '../../../people/members/privacy/erase-member.ts';
import { findMemberById } from '../../../people/members/data/members.queries.ts';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { TEST_NOW } from '../../../../../tests/support/test-db.ts';
import { personalData } from '../personal-data.ts';
import { slimsLineRetention } from '../retention.ts';
import { cancelRun } from '../runs/cancel-run.ts';
import { getRun, listSaid } from '../runs/view-runs.ts';
import { fatesIn, useRunsHouse, wordOf } from './runs-house.ts';
import { runMigration } from './run-migration.ts';
import { manyBooks, smallDump } from './small-dump.ts';

const { t, services, upload, confirm, workOff, moveIn, report } = useRunsHouse();

async function empty(): Promise<void> {
  for (const table of ['item', 'bibAuthority', 'slimsCarried', 'bib', 'memberBlock', 'member', 'slimsRun'] as const)
    await t.db.deleteFrom(table).execute();
  await t.db.deleteFrom('memberCategory').where('code', 'like', 'santri%').execute();
  await t.db.deleteFrom('loanPolicy').where('libraryId', 'is not', null).execute();
}
beforeAll(async () => {
  await createLibrary(t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  await empty();
});

/** Titles of which every third has a number that is none, so that something is told of it. */
const books = (count: number) =>
  manyBooks(count).map((row, i) => row.map((cell, nth) => (nth === 5 && i % 3 === 0 ? '978-1' : cell)));
/** Some of them come twice, of which nothing but a refusal is said. */
const DUMP = smallDump('mysqldump', { biblio: [...books(1200), ...books(3)] });
const titles = async (): Promise<number> => (await t.db.selectFrom('bib').select('id').execute()).length;

/** A trial that ended well, agreed to. */
async function agreed(): Promise<number> {
  const trial = await upload(DUMP);
  await workOff(trial);
  return confirm(trial);
}

describe('a migration that was interrupted', () => {
  test.for([
    ['among the titles', 'biblio'],
    ['among the copies', 'item'],
    ['among the members', 'member'],
  ] as const)(
    '%s: taken up again it brings nothing twice, and no line of its report is lost or doubled',
    { timeout: 60_000 },
    async ([, table]) => {
      // as it is said where nothing interrupts
      const path = join(services.config.dataDir, 'sekaligus.sql');
      const atOnce = await runMigration(t.ctx(), { path, content: DUMP });
      const wanted = atOnce.said.map(wordOf).toSorted();
      expect(atOnce.said.some(({ fate, table: of }) => fate === 'told' && of === 'biblio')).toBe(true);
      const count = await titles();
      await empty();

      const id = await agreed();
      const stopping = new AbortController();
      const power = async (at: string) => {
        if (at === table) stopping.abort();
        return Promise.resolve();
      };
      await expect(workOff(id, { signal: stopping.signal, onProgress: power })).rejects.toThrow();
      expect(await getRun(t.ctx(), id)).toMatchObject({ state: 'running' });
      // what is said of the rows that came is written with them
      const kept = await t.db
        .selectFrom('slimsSaid')
        .select('id')
        .where('runId', '=', id)
        .where('came', '=', true)
        .execute();
      expect(kept.length).toBeGreaterThan(0);

      const run = await workOff(id);
      expect(run).toMatchObject({ state: 'done', addsUp: true, takenUp: true });
      expect(await titles()).toBe(count);
      expect(fatesIn(run, 'biblio').at(-1)).toBeGreaterThan(0);
      expect(await report(id)).toEqual(wanted);
    },
  );

  test('a trial that is interrupted says everything once', async () => {
    const whole = await upload(DUMP);
    await workOff(whole);
    const wanted = await report(whole);
    const id = await upload(DUMP);
    const stopping = new AbortController();
    const signal = stopping.signal;
    await expect(
      workOff(id, { signal, onProgress: (table) => (table === 'item' ? stopping.abort() : undefined) }),
    ).rejects.toThrow();
    await workOff(id);
    expect(await report(id)).toEqual(wanted);
    expect(await titles()).toBe(0);
  }, 60_000);
});

describe('a migration that somebody stops', () => {
  test('stops behind its batch, says what has come, and can be gone on with', async () => {
    const id = await agreed();
    const stopped = await workOff(id, {
      onProgress: async (table) => {
        if (table === 'biblio') await outcome(cancelRun(t.ctx(), id));
      },
    });
    expect(stopped).toMatchObject({ state: 'cancelled', error: null, addsUp: null, canGoOn: true });
    const [, carried = 0] = fatesIn(stopped, 'biblio');
    expect(await titles()).toBe(carried);
    expect(carried).toBeGreaterThan(0);
    expect(carried).toBeLessThan(1200);
    expect(await outcome(cancelRun(t.ctx(), id))).toBe('slims.already_ended');

    const rest = await workOff(await confirm(id));
    expect(rest).toMatchObject({ state: 'done', addsUp: true });
    expect(fatesIn(rest, 'biblio').at(-1)).toBe(carried);
    expect(await titles()).toBe(1200);
  }, 60_000);

  test('one that waits for its turn is not begun', async () => {
    const id = await agreed();
    await cancelRun(t.ctx(), id);
    expect(await workOff(id)).toMatchObject({ state: 'cancelled', tables: [] });
    expect(await titles()).toBe(0);
  });
});

describe('people in a report', () => {
  test('with a member the number of the card goes from every line', async () => {
    const { id } = await moveIn(smallDump());
    const of = async (number: string) =>
      (await listSaid(t.ctx(), id, { about: 'all', afterId: 0, limit: 1000 })).filter((one) =>
        JSON.stringify(one).includes(number),
      );
    expect((await of('M-22')).length).toBeGreaterThan(0);
    const others = await of('M-19');
    expect(others.length).toBeGreaterThan(0);
    const { id: memberId } = await t.db
      .selectFrom('member')
      .select('id')
      .where('number', '=', 'M-22')
      .executeTakeFirstOrThrow();
    await t.db.transaction().execute(async (trx) => {
      const member = await findMemberById(trx, memberId);
      if (!member) throw new Error('the person is there');
      await eraseMember(trx, t.ctx(), personalData, member);
    });
    expect(await of('M-22')).toEqual([]);
    expect(await of('M-19')).toEqual(others);
  });

  test('the lines go some time after the migration; that it ran, and how much it brought, stays', async () => {
    const { id, tables } = await moveIn(smallDump());
    const before = new Date(t.clock.now().getTime() + 1000);
    const { count } = await slimsLineRetention.due(t.ctx(), before);
    expect(count).toBeGreaterThan(0);
    expect(await slimsLineRetention.clear(t.ctx(), new Date(0), t.storage)).toEqual({ gone: 0, waiting: 0 });
    expect(await slimsLineRetention.clear(t.ctx(), before, t.storage)).toEqual({ gone: count, waiting: 0 });
    expect(await report(id)).toEqual([]);
    expect((await getRun(t.ctx(), id)).tables).toEqual(tables);
  });
});
