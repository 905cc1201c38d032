import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { countLoans } from '../index.ts';
import { makeLibrary, makeLoan, makeMember } from '../testing.ts';

const t = useTestDb();

test('a reader counts in the group of their age on the day of lending; without a birthday, or born years later, in none', async () => {
  const { id: libraryId } = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  // lent on 25 November 2026: the day before a birthday, and the birthday itself
  const born = ['2026-11-25', '2019-11-26', '2019-11-25', '1966-11-26', '1966-11-25', '1920-01-01', '2028-01-01', null];
  for (const [nth, day] of born.entries()) {
    const number = await makeMember(t.ctx(), { fullName: `Pembaca ${nth}`, number: `U${nth}`, homeLibrary: 'KOTA' });
    await sql`update member set birth_date = ${day}::date where number = ${number}`.execute(t.db);
    await makeLoan(t.ctx(), { memberNumber: number, libraryId });
  }
  const { byAgeGroup } = await countLoans(t.ctx(), { from: '2026-11-25', to: '2026-11-25' });
  expect(byAgeGroup).toEqual({ '0–6': 2, '7–12': 1, '46–59': 1, '60+': 2, '?': 2 });
});
