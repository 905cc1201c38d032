import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { eraseByNumber } from '#modules/people/members/testing';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { TEST_NOW } from '../../../../../tests/support/test-db.ts';
import { insertSaid } from '../data/said.queries.ts';
import { personalData } from '../personal-data.ts';
import { slimsLineRetention } from '../retention.ts';
import type { Said, SaidCode } from '#shared/moving/said';
import { cancelRun } from '../cancel-run.ts';
import { getRun, listSaid } from '../view-runs.ts';
import { fatesIn, useRunsHouse, wordOf } from './runs-house.ts';
import { runMigration } from '../../slims/tests/run-migration.ts';
import { manyBooks, smallDump } from '../../slims/tests/small-dump.ts';

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
      const atOnce = await runMigration(t, { path, content: DUMP });
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

  test('what a later dump has changed is counted once, though the run was interrupted among it', async () => {
    await workOff(await agreed());
    const renamed = books(1200).map((row) => row.map((cell, nth) => (nth === 2 ? `${String(cell)} edisi baru` : cell)));
    const later = await upload(smallDump('mysqldump', { biblio: renamed }));
    await workOff(later);
    const id = await confirm(later);
    const stopping = new AbortController();
    const power = async (table: string, rows: number) => {
      if (table === 'biblio' && rows >= 500) stopping.abort();
      return Promise.resolve();
    };
    await expect(workOff(id, { signal: stopping.signal, onProgress: power })).rejects.toThrow();
    const run = await workOff(id);
    expect(run).toMatchObject({ state: 'done', updated: 1200, conflicts: 0 });
    expect((await report(id)).filter((line) => line.includes('updated_title'))).toHaveLength(1200);
  }, 60_000);

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

const erase = async (number: string): Promise<void> => eraseByNumber(t.ctx(), personalData, number);

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
    await erase('M-22');
    expect(await of('M-22')).toEqual([]);
    expect(await of('M-19')).toEqual(others);
  });

  test('what stood under an old number goes as well; what names somebody else stays', async () => {
    const { id } = await moveIn(smallDump());
    const line = (key: string, code: SaidCode, number?: string): Said => ({
      ...{ table: 'member', key: `member_id=${key}`, fate: 'told', code },
      ...(number === undefined ? {} : { params: { number } }),
    });
    const lines: Said[] = [
      // M-12 may be M-11, and has a line of its own
      line('M-12', 'member_maybe', 'M-11'),
      line('M-12', 'email_unusable'),
      // one of two changes of a number is not the number that somebody got
      line('M#11', 'member_number_changed', 'M-11'),
      line('M#11', 'member_number_taken', 'M-11-2'),
      line('M#11', 'email_unusable'),
      line('M##11', 'member_number_changed', 'M-11'),
      { ...line('M-11', 'own_without_owner'), table: 'member_custom', fate: 'refused' },
    ];
    const tables = ['member', 'member_custom'];
    await t.db.deleteFrom('slimsSaid').where('tableName', 'in', tables).execute();
    await insertSaid(t.db, id, lines, false);
    await erase('M-11');
    const left = await t.db
      .selectFrom('slimsSaid')
      .select(['slimsKey', 'code'])
      .where('runId', '=', id)
      .where('tableName', 'in', tables)
      .orderBy('id')
      .execute();
    expect(left.map(({ slimsKey, code }) => `${slimsKey} ${code}`)).toEqual([
      ' member_maybe',
      'member_id=M-12 email_unusable',
      ' member_number_changed',
      'member_id=M#11 member_number_taken',
      'member_id=M#11 email_unusable',
      ' member_number_changed',
      ' own_without_owner',
    ]);
  });

  test('the lines go some time after the migration; that it ran, and how much it brought, stays', async () => {
    const { id, tables } = await moveIn(smallDump());
    const before = new Date(t.clock.now().getTime() + 1000);
    // a later one, whose lines have not had their time
    t.clock.set('2026-12-24T10:00:00+07:00');
    const later = await moveIn(smallDump());
    const kept = await report(later.id);
    expect(kept.length).toBeGreaterThan(0);
    const { count } = await slimsLineRetention.due(t.ctx(), before);
    expect(count).toBeGreaterThan(0);
    expect(await slimsLineRetention.clear(t.ctx(), new Date(0), t.storage)).toEqual({ gone: 0, waiting: 0 });
    expect(await slimsLineRetention.clear(t.ctx(), before, t.storage)).toEqual({ gone: count, waiting: 0 });
    expect(await report(id)).toEqual([]);
    expect((await getRun(t.ctx(), id)).tables).toEqual(tables);
    expect(await report(later.id)).toEqual(kept);
  });
});
