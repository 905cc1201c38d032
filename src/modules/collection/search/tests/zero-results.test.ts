import { sql } from 'kysely';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { fileStorage } from '#platform/storage';
import { localDate } from '#shared/dates';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { recordZeroResult, SEARCHES_OF_A_DAY } from '../data/zero-results.queries.ts';
import { vainSearchRetention } from '../vain/retention.ts';

const t = useTestDb();
const counts = async () =>
  t.db
    .selectFrom('searchZeroResult')
    .select(['day', 'query', 'count'])
    .where('query', 'like', 'kata%')
    .orderBy('query')
    .execute();
const note = async (query: string) =>
  recordZeroResult(t.db, { place: 'catalogue', query, day: localDate(t.clock.now(), 'Asia/Jakarta') });

test('so many different searches of a day are written down and no more; the known ones go on counting', async () => {
  await note('kata satu');
  await note('kata satu');
  await sql`insert into search_zero_result (day, query)
    select '2026-11-25', 'acak ' || n from generate_series(2, ${SEARCHES_OF_A_DAY}) n`.execute(t.db);
  await note('kata dua');
  await note('kata satu');
  expect(await counts()).toEqual([{ day: '2026-11-25', query: 'kata satu', count: 3 }]);
  t.clock.set('2026-11-26T10:00:00+07:00');
  await note('kata dua');
  expect(await counts()).toHaveLength(2);
});

test('a place that is flooded keeps no other from counting', async () => {
  await recordZeroResult(t.db, { place: 'answers', query: 'kata lain', day: '2026-11-25' });
  expect((await counts()).map(({ query }) => query)).toContain('kata lain');
  await t.db.deleteFrom('searchZeroResult').where('place', '=', 'answers').execute();
});

test('days of vain searches go after their time', async () => {
  const before = new Date('2026-11-26T00:00:00Z');
  expect(await vainSearchRetention.due(t.ctx(), before)).toEqual({ count: SEARCHES_OF_A_DAY, sample: [] });
  expect(await vainSearchRetention.clear(t.ctx(), before, fileStorage(tmpdir()))).toEqual({
    gone: SEARCHES_OF_A_DAY,
    waiting: 0,
  });
  expect(await counts()).toEqual([{ day: '2026-11-26', query: 'kata dua', count: 1 }]);
  await recordZeroResult(t.db, { place: 'answers', query: 'kata lain', day: '2026-11-20' });
  expect((await vainSearchRetention.clear(t.ctx(), before, fileStorage(tmpdir()))).gone).toBe(1);
});
