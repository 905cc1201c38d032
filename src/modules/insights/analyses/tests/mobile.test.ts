import { beforeAll, describe, expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { addClosedDay, addMobileStop, createLibrary, skipVisit } from '#modules/ground/libraries';
import { makeLibrary, makeMember, saveLoanHistory } from '#modules/lending/circulation/testing';
import { saveVisitHistory } from '#modules/premises/visits/testing';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { viewAnalysis } from '../index.ts';

const t = useTestDb();
const november = { key: 'mobil-keliling', from: '2026-11-01', to: '2026-12-31' };

test('without a stop there is nothing to tell', async () => {
  expect((await viewAnalysis(t.ctx(), november)).finding).toBeNull();
});

describe('two stops', () => {
  let keliling = 0;
  beforeAll(async () => {
    await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
    keliling = (await createLibrary(t.ctx(), { code: 'MOBIL', name: 'Mobil Pintar', type: 'keliling' })).id;
    const stop = { opensMinute: 540, closesMinute: 660 };
    // Mondays and Tuesdays, 09.00 to 11.00
    const monday = await addMobileStop(t.ctx(), keliling, { ...stop, place: 'Alun-alun', firstOn: '2026-11-02' });
    await addMobileStop(t.ctx(), keliling, { ...stop, place: 'Pasar Legi', firstOn: '2026-11-03' });
    await skipVisit(t.ctx(), monday, { on: '2026-11-16', reason: 'Mobil di bengkel' });
    const day = { dateFrom: '2026-11-10', dateTo: '2026-11-10', type: 'daerah', reason: 'Hari jadi' } as const;
    await addClosedDay(t.ctx(), { libraryId: keliling, ...day });

    await makeMember(t.ctx(), { fullName: 'Siti', number: 'P1', homeLibrary: 'KOTA' });
    const { id: memberId } = await t.db.selectFrom('member').select('id').executeTakeFirstOrThrow();
    const bibId = await makeBib(t.ctx(), { title: 'Beternak Koi' });
    const { id: itemId } = await makeItem(t.ctx(), { bibId, libraryId: keliling });
    const lent = (iso: string) => {
      const loanedAt = new Date(`${iso}+07:00`);
      const returnedAt = new Date(loanedAt.getTime() + 60_000);
      return {
        ...{ itemId, bibId, memberId, libraryId: keliling, loanedAt, dueAt: returnedAt, returnedAt },
        ...{ renewals: [], terms: {}, by: 'Siti' },
      };
    };
    await t.db.transaction().execute(async (trx) => {
      await saveLoanHistory(trx, t.ctx(), [
        lent('2026-11-09T09:00:00'),
        lent('2026-11-09T09:30:00'),
        lent('2026-11-09T10:59:00'),
        // when it has gone on
        lent('2026-11-09T11:00:00'),
        // on a day on which it did not come
        lent('2026-11-16T10:00:00'),
      ]);
      const at = new Date('2026-11-23T09:05:00+07:00');
      await saveVisitHistory(trx, t.ctx(), [
        { libraryId: keliling, kind: 'group', at, countedUntil: new Date(at.getTime() + 1000), via: 'door', girls: 12 },
      ]);
    });
  });

  test('planned, called off, held, with records; loans in their hours; days to come are not told of', async () => {
    const { tables, finding, chart } = await viewAnalysis(t.ctx(), november);
    // planned, off, held, with records, hours, loans, per hour, visits
    expect(tables[0]?.rows.map(({ cells }) => cells)).toEqual([
      ['Alun-alun', 'Mobil Pintar', 4, 1, 3, 2, 6, 3, 0.5, 12],
      ['Pasar Legi', 'Mobil Pintar', 4, 1, 3, 0, 6, 0, 0, 0],
    ]);
    expect(tables[0]?.total).toEqual(['Jumlah', null, 8, 2, 6, 2, 12, 3, 0.3, 12]);
    expect(finding).toBe(
      'Berjalan 6 dari 8 kunjungan yang direncanakan; paling ramai Alun-alun, 0,5 pinjaman per jam.',
    );
    expect(chart?.series[0]?.values).toEqual([3, 0]);
  });

  test('a time that is wholly to come has nothing; nor has whoever may read another library', async () => {
    const later = { ...november, from: '2026-11-25' };
    expect((await viewAnalysis(t.ctx(), later)).finding).toBeNull();
    const other = t.ctx({ grants: [{ libraryId: keliling + 1000, permissions: ['reports.read'] }] });
    expect((await viewAnalysis(other, november)).finding).toBeNull();
  });
});
