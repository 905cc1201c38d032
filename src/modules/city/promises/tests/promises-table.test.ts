import Papa from 'papaparse';
import { beforeAll, expect, test } from 'vitest';
import { aLibrary } from '#modules/people/members/testing';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { COMPONENTS } from '../client.ts';
import { addStandard, noteStandard, promisesTable, publishStandard } from '../index.ts';
import { partsShape, type StandardInput } from '../schema.ts';

const t = useTestDb();
let libraryId = 0;
const parts = partsShape.parse(Object.fromEntries(COMPONENTS.map((one) => [one, `Isi ${one}`])));
const table = async (locale: 'id' | 'en' = 'id'): Promise<string[][]> => {
  const text = await promisesTable({ ...t.ctx({ kind: 'anonymous' }), locale });
  return Papa.parse<string[]>(text, { skipEmptyLines: true }).data;
};
async function published(input: Omit<StandardInput, 'parts'>): Promise<number> {
  const id = await addStandard(t.ctx(), { ...input, parts });
  const signature = { signedBy: 'Drs. Suprapto', signedOffice: 'Kepala Dinas', signedPlace: 'Blitar' };
  await publishStandard(t.ctx(), id, { ...signature, signedOn: '2026-11-02', version: 1 });
  return id;
}

beforeAll(async () => {
  libraryId = (await aLibrary(t.ctx())).id;
  const createdAt = new Date('2026-09-10T03:00:00Z');
  for (let nth = 0; nth < 20; nth += 1) {
    const decidedAt = new Date(createdAt.getTime() + (nth < 17 ? 13 : 15) * 86_400_000);
    await t.db
      .insertInto('suggestion')
      .values({
        ...{ libraryId, title: `Usul ${nth}`, titleKey: `usul ${nth}`, authorKey: '', createdAt, decidedAt },
        ...{ decidedBy: 'Dewi', reason: 'Sudah ada yang mirip.', status: 'declined' },
      })
      .execute();
  }
});

test('everybody takes how promises are kept to a spreadsheet: the time beside each figure, what is few untold, and no formula', async () => {
  expect(await table()).toHaveLength(1);
  const promise = { name: 'Usul buku', promise: 'Dijawab paling lama 14 hari.', promiseEn: 'Within 14 days.' };
  const id = await published({ ...promise, measure: 'suggestions_answered', measureLimit: 14, target: 90 });
  await noteStandard(t.ctx(), id, { note: '=1+1', version: 1 });
  await published({ name: 'Kegiatan', promise: 'Berlangsung.', measure: 'sessions_held', target: 95 });
  await published({ name: 'Meminjam', promise: 'Paling lama tiga menit.' });
  const [head, ...lines] = await table();
  expect(head?.slice(0, 2)).toEqual(['Layanan', 'Janji']);
  expect(lines).toEqual([
    [
      ...['Usul buku', 'Dijawab paling lama 14 hari.', 'Belum', 'Usul buku dijawab, paling lama 14 hari'],
      ...['85', '90', '17', '20', '2026-08-01', '2026-10-31', "'=1+1"],
    ],
    [
      ...['Kegiatan', 'Berlangsung.', 'Belum cukup data', 'Sesi kegiatan tidak dibatalkan'],
      ...['', '95', '', '', '2026-08-01', '2026-10-31', ''],
    ],
    ['Meminjam', 'Paling lama tiga menit.', 'Belum diukur', '', '', '', '', '', '', '', ''],
  ]);
  const [, english] = await table('en');
  expect(english?.slice(0, 2)).toEqual(['Usul buku', 'Within 14 days.']);
});
