import { beforeAll, expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { rollUp } from '#modules/ground/facts/testing';
import { makeLibrary, makeLoan, makeMember } from '#modules/lending/circulation/testing';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { enterPopulation, viewPerResident } from '../index.ts';

const t = useTestDb();
let bendo = 0;

beforeAll(async () => {
  const kota = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  let readers = 0;
  /** A loan of somebody who has none. */
  const lend = async (libraryId: number): Promise<void> => {
    const number = `P${++readers}`;
    await makeMember(t.ctx(), { fullName: `Pembaca ${number}`, number, homeLibrary: 'KOTA' });
    await makeLoan(t.ctx(), { memberNumber: number, libraryId });
  };
  const village = async (name: string, loans: number, people: number | null): Promise<number> => {
    const { id } = await createLibrary(t.ctx(), {
      ...{ code: name.toUpperCase(), name: `Perpustakaan ${name}`, type: 'kelurahan' },
      ...{ kelurahan: name, kecamatan: 'Sukorejo' },
    });
    for (let nth = 0; nth < loans; nth++) await lend(id);
    if (people !== null)
      await enterPopulation(t.ctx(), { kelurahan: name, kecamatan: 'Sukorejo', year: 2025, people, source: 'BPS' });
    return id;
  };
  t.clock.set('2026-11-10T09:00:00+07:00');
  await lend(kota);
  bendo = await village('Bendo', 2, 4000);
  await village('Gedog', 4, 2000);
  await village('Turi', 6, 2000);
  await village('Tlumpu', 1, null);
  t.clock.set(TEST_NOW);
  await rollUp(t.ctx());
});

const november = { from: '2026-11-01', to: '2026-11-24' };
const lines = async (ctx = t.ctx()) =>
  (await viewPerResident(ctx, november)).map(({ library, loans, residents, loansPerThousand, alike }) => [
    library?.code ?? null,
    loans,
    residents?.people ?? null,
    loansPerThousand,
    alike,
  ]);

test('loans for a thousand who live there, beside the middle of the libraries of its kind; the city by all its loans', async () => {
  expect(await lines()).toEqual([
    ['KOTA', 1, null, null, null],
    ['BENDO', 2, 4000, 0.5, 2],
    ['GEDOG', 4, 2000, 2, 2],
    ['TLUMPU', 1, null, null, 2],
    ['TURI', 6, 2000, 3, 2],
    [null, 14, 8000, 1.8, null],
  ]);
});

test('whoever reads one library is told of that one alone: no middle of others, no city', async () => {
  const branch = t.ctx({ grants: [{ libraryId: bendo, permissions: ['reports.read'] }] });
  expect(await lines(branch)).toEqual([['BENDO', 2, 4000, 0.5, null]]);
  await expect(lines(t.ctx({ grants: [] }))).rejects.toMatchObject({ code: 'platform.forbidden' });
});

test('a time without figures has no data, not a nothing', async () => {
  const shown = await viewPerResident(t.ctx(), { from: '2020-01-01', to: '2020-12-31' });
  expect(shown.map(({ loans, residents }) => [loans, residents])).toEqual(shown.map(() => [null, null]));
  const never = viewPerResident(t.ctx(), { from: '2020-01-01', to: '9999-12-31' });
  await expect(never).rejects.toMatchObject({ code: 'platform.invalid_input' });
});
