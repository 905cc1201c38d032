import { tmpdir } from 'node:os';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { fileStorage } from '#platform/storage';
import type { Ctx } from '#platform/context';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { addFound as writeFound, FOUND_OF_A_DAY } from '../data/found.queries.ts';
import { mostFound } from '../found/most-found.ts';
import { noteFoundSearch } from '../found/note-found-search.ts';
import { foundSearchRetention } from '../found/retention.ts';

const t = useTestDb();
const start = new Date(TEST_NOW).getTime();
/** Somebody looks for something, so many minutes after the test began. */
const look = async (query: string, minute: number, actor: Ctx['actor'] = { kind: 'anonymous' }): Promise<void> => {
  t.clock.set(new Date(start + minute * 60_000).toISOString());
  await noteFoundSearch(t.ctx(actor), query);
};
const kept = async () => t.db.selectFrom('searchFound').select(['day', 'query', 'minutes']).orderBy('query').execute();
const most = async () => mostFound(t.db, { from: '2026-11-01', to: '2026-11-30', limit: 8 });
let minute = 0;
/** Somebody looked for these on a day, in a minute of its own. */
const addFound = async (day: string, queries: readonly string[]): Promise<void> => {
  minute += 1;
  await writeFound(t.db, { day, at: new Date(start + minute * 60_000), queries });
};
let began = 0;
beforeEach(async () => {
  // ends the minute of the test before
  began += 100_000;
  await look('habis', began);
  await t.db.deleteFrom('searchFound').execute();
});

test('a search counts once a minute, however often somebody sends it, and not of staff', async () => {
  for (let nth = 0; nth < 30; nth += 1) await look('Ikan  LELE', began + 2);
  await look('ikan lele', began + 2, t.ctx().actor);
  await look('petugas saja', began + 2, t.ctx().actor);
  await look('lain', began + 4);
  expect((await kept()).filter(({ query }) => query !== 'habis')).toMatchObject([{ query: 'ikan lele', minutes: 1 }]);
  await look('ikan lele', began + 5);
  await look('lain', began + 7);
  expect((await kept()).find(({ query }) => query === 'ikan lele')).toMatchObject({ minutes: 2 });
});

test('cards, numbers and addresses of people are not kept, nor what no database holds', async () => {
  for (const query of ['A00001234', '3572011203990001', 'sari@example.org', '\u0000', '', '0812 3456 7890']) {
    await look(query, began + 2);
  }
  await look('x'.repeat(200_000), began + 2);
  await look('lain', began + 4);
  expect((await kept()).map(({ query }) => query)).toEqual(['habis', 'x'.repeat(100)]);
});

test('much sought is what was looked for in ten minutes on three days at least', async () => {
  for (const day of ['2026-11-02', '2026-11-03', '2026-11-04']) {
    for (let nth = 0; nth < 4; nth += 1) await addFound(day, ['batik', 'batik']);
    for (let nth = 0; nth < 3; nth += 1) await addFound(day, ['soto']);
    if (day !== '2026-11-04') for (let nth = 0; nth < 9; nth += 1) await addFound(day, ['pecel']);
  }
  expect(await most()).toEqual(['batik']);
  await addFound('2026-11-30', ['pecel', 'soto']);
  await addFound('2026-12-01', ['soto']);
  expect(await most()).toEqual(['pecel', 'batik', 'soto']);
});

test('so many different searches of a day are written down and no more, by two processes at once as well', async () => {
  const made = Array.from({ length: FOUND_OF_A_DAY - 1 }, (_, nth) => `acak ${nth}`);
  // in one minute, which counts once
  const at = new Date(start);
  await Promise.all(
    [made, made.toReversed()].map(async (queries) => writeFound(t.db, { day: '2026-11-05', at, queries })),
  );
  await addFound('2026-11-05', ['satu lagi', 'terlalu banyak']);
  await addFound('2026-11-05', ['satu lagi', 'acak 7']);
  const rows = (await kept()).filter(({ day }) => day === '2026-11-05');
  expect(rows).toHaveLength(FOUND_OF_A_DAY);
  expect(rows.find(({ query }) => query === 'acak 7')?.minutes).toBe(2);
  expect(rows.find(({ query }) => query === 'satu lagi')?.minutes).toBe(2);
});

test('a search is answered although it cannot be counted', async () => {
  await look('ikan lele', began + 2);
  await sql`alter table search_found rename to search_found_away`.execute(t.db);
  await expect(look('lain', began + 4)).resolves.toBeUndefined();
  await sql`alter table search_found_away rename to search_found`.execute(t.db);
});

test('they go after their time', async () => {
  t.clock.set(TEST_NOW);
  await addFound('2026-11-02', ['lama']);
  await addFound('2026-11-20', ['baru']);
  await addFound('9999-12-31', ['jam salah']);
  const before = new Date('2026-11-10T00:00:00Z');
  expect((await foundSearchRetention.due(t.ctx(), before)).count).toBe(2);
  expect(await foundSearchRetention.clear(t.ctx(), before, fileStorage(tmpdir()))).toEqual({ gone: 2, waiting: 0 });
  expect((await kept()).map(({ query }) => query)).toContain('baru');
});
