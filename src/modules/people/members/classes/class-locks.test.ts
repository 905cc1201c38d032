import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db, Tx } from '#platform/database/db';
import { openWithoutSecondTry, playLocks } from '../../../../../tests/support/lock-play.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { moveClass, recordSignedSheets } from '../index.ts';
import { aLibrary, aMember } from '../testing.ts';

const t = useTestDb();
let many: Db;
beforeAll(() => {
  many = openWithoutSecondTry(t.address);
});
afterAll(async () => many.destroy());

test('a class goes up while the signed sheets of its pupils are recorded: both are done', async () => {
  const { id: libraryId } = await aLibrary(t.ctx());
  // the names stand in another order than the numbers
  for (const [number, fullName] of [
    ['S1', 'Zulaikha'],
    ['S2', 'Adi'],
  ] as const) {
    const pupil = { number, fullName, birthDate: '2016-05-04', guardianName: 'Ibu Sari', className: '4A' };
    await aMember(t.ctx(), { ...pupil, category: 'pelajar' });
  }
  const holdBoth = async (trx: Tx) =>
    sql`select 1 from member where number in ('S1', 'S2') order by number for update`.execute(trx);
  const busy = () => ({ ...t.ctx(), db: many });
  const outcomes = await playLocks(t.db, holdBoth, [
    async () => moveClass(busy(), libraryId, { from: '4A', to: '5A' }),
    async () => recordSignedSheets(busy(), ['S1', 'S2']),
  ]);
  expect(outcomes).toEqual(['done', 'done']);
});
