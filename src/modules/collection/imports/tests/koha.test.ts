import { beforeAll, describe, expect, test } from 'vitest';
import { addSpace, createLibrary } from '#modules/ground/libraries';
import { isDataField, type MarcRecord } from '#shared/marc/record';
import { kohaMarc, kohaXml, type KohaTitle } from '../../../../../tests/support/koha-export.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { runImport } from '../run-import.ts';
import { confirmImport, listImportCodes, startImport } from '../index.ts';
import { getImport } from '../list-imports.ts';
import { importFiles, reportOf } from '../testing.ts';

const t = useTestDb();
beforeAll(async () => {
  const kota = await createLibrary(t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
  await createLibrary(t.ctx(), { code: 'KEL-GEDOG', name: 'Perpustakaan Gedog', type: 'kelurahan' });
  await addSpace(t.ctx(), kota.id, { name: 'Ruang Cerita', code: 'FIKSI', kind: 'ruang' });
});

const MEANINGS = JSON.stringify([
  { kind: 'library', code: 'PST', means: 'KOTA' },
  { kind: 'library', code: 'CAB', means: 'KEL-GEDOG' },
  { kind: 'item_type', code: 'NOVEL', means: 'umum' },
]);
const marc = async (titles: readonly KohaTitle[], more: object = {}) =>
  importFiles(t.ctx(), t, { kind: 'koha', codes: MEANINGS, ...more }, [
    { role: 'biblio', name: 'koha.mrc', content: kohaMarc(titles) },
  ]);

const bibOf = async (title: string) =>
  t.db.selectFrom('bib').selectAll().where('title', '=', title).executeTakeFirstOrThrow();
const copiesOf = async (title: string) =>
  t.db
    .selectFrom('item')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .innerJoin('library', 'library.id', 'item.libraryId')
    .leftJoin('space', 'space.id', 'item.spaceId')
    .selectAll('item')
    .select(['library.code as library', 'space.name as space'])
    .where('bib.title', '=', title)
    .orderBy('item.barcode')
    .execute();
const copyOf = async (barcode: string) =>
  t.db.selectFrom('item').selectAll().where('barcode', '=', barcode).executeTakeFirstOrThrow();
const tagsOf = (record: unknown): string[] => (record as MarcRecord).fields.map((field) => field.tag);
const said = (rows: readonly { code: string; message: string }[], code: string): string[] =>
  rows.filter((row) => row.code === code).map(({ message }) => message);

describe('a Koha moves in', () => {
  test('each 952 is a copy with its barcode, library, type, place, call number, price, day and notes', async () => {
    const { run } = await marc([
      {
        biblionumber: 101,
        title: 'Laskar Pelangi',
        author: 'Andrea Hirata',
        items: [
          {
            ...{
              barcode: 'K-101',
              homebranch: 'PST',
              location: 'FIKSI',
              itemcallnumber: '813 HIR l',
              price: '50000.00',
            },
            ...{ dateaccessioned: '2019-07-08', booksellerid: 'Toko Gramedia', stocknumber: '0101/2019' },
            ...{ itemnotes: 'Sampul baru', itemnotes_nonpublic: 'Cek jilid', copynumber: '1', materials: 'Dengan CD' },
          },
          { barcode: 'K-102', homebranch: 'CAB', itype: 'NOVEL', booksellerid: 'hibah', location: 'RAK 3' },
        ],
      },
    ]);
    expect(run).toMatchObject({ status: 'done', createdCount: 1, itemCount: 2, failedCount: 0 });
    const [first, second] = await copiesOf('Laskar Pelangi');
    expect(first).toMatchObject({
      ...{ barcode: 'K-101', accessionNumber: '0101/2019', library: 'KOTA', space: 'Ruang Cerita', itemType: 'umum' },
      ...{ callNumber: '813 HIR l', price: 50_000, acquiredOn: '2019-07-08', supplier: 'Toko Gramedia' },
      ...{ status: 'available', copyNote: 'c. 1; Sampul baru; Cek jilid', deskNote: 'Dengan CD' },
    });
    expect(second).toMatchObject({
      ...{ barcode: 'K-102', library: 'KEL-GEDOG', space: null, itemType: 'umum', source: 'hibah', copyNote: 'RAK 3' },
    });
  });

  test('what is withdrawn, lost, missing, damaged, not for loan, ordered or out is never on the shelf here', async () => {
    const { rows } = await marc([
      {
        biblionumber: 110,
        title: 'Keadaan',
        items: [
          { barcode: 'S-withdrawn', withdrawn: '1' },
          { barcode: 'S-lost', itemlost: '1' },
          { barcode: 'S-overdue', itemlost: '2' },
          { barcode: 'S-missing', itemlost: '4' },
          { barcode: 'S-damaged', damaged: '1' },
          { barcode: 'S-notforloan', notforloan: '1' },
          { barcode: 'S-restricted', restricted: '1' },
          { barcode: 'S-ordered', notforloan: '-1' },
          { barcode: 'S-out', onloan: '2026-12-05' },
          { barcode: 'S-outlost', onloan: '2026-01-05', itemlost: '1' },
        ],
      },
    ]);
    const states = (await copiesOf('Keadaan')).map(({ barcode, status, itemType }) => [barcode, status, itemType]);
    expect(states).toEqual([
      ['S-damaged', 'damaged', 'umum'],
      ['S-lost', 'lost', 'umum'],
      ['S-missing', 'missing', 'umum'],
      ['S-notforloan', 'available', 'referensi'],
      ['S-ordered', 'in_processing', 'umum'],
      ['S-out', 'in_processing', 'umum'],
      ['S-outlost', 'lost', 'umum'],
      ['S-overdue', 'lost', 'umum'],
      ['S-restricted', 'available', 'referensi'],
      ['S-withdrawn', 'withdrawn', 'umum'],
    ]);
    expect((await copyOf('S-out')).copyNote).toBe('Dipinjam di Koha sampai 2026-12-05');
    expect((await copyOf('S-withdrawn')).withdrawnAt).not.toBeNull();
    expect(said(rows, 'imports.copy_on_loan')).toHaveLength(2);
    expect(said(rows, 'imports.copy_on_loan')[0]).toContain('S-out');
    expect(said(rows, 'imports.copy_not_lent')).toHaveLength(1);
  });

  test('the record is known by its number in Koha, hidden where Koha hides it, and holds no copies', async () => {
    await marc([
      {
        ...{ biblionumber: 120, title: 'Arsip Tertutup', control: ['2012345', 'DLC'], suppressed: true },
        ...{ itemtype: 'REF', items: [{ barcode: 'H-1', itype: '' }] },
      },
    ]);
    const record = await bibOf('Arsip Tertutup');
    expect(record).toMatchObject({ controlNumber: '120', controlNumberSource: 'KOHA-KOTA', hidden: true });
    expect(tagsOf(record.marc)).not.toContain('952');
    expect(tagsOf(record.marc)).not.toContain('999');
    const fields = (record.marc as unknown as MarcRecord).fields.filter(isDataField);
    expect(fields.find(({ tag }) => tag === '035')?.subfields).toEqual([{ code: 'a', value: '(DLC)2012345' }]);
    // what the title itself says of its type goes out again
    expect(fields.find(({ tag }) => tag === '942')?.subfields.map(({ code }) => code)).toEqual(['2', 'c']);
    expect(await copyOf('H-1')).toMatchObject({ itemType: 'referensi' });
  });

  test('two titles that were copied with one number, or have one ISBN, stay two', async () => {
    const { run } = await marc([
      {
        biblionumber: 130,
        title: 'Kembar A',
        control: ['77', 'OSt'],
        isbn: '9789799731234',
        items: [{ barcode: 'D-1' }],
      },
      {
        biblionumber: 131,
        title: 'Kembar B',
        control: ['77', 'OSt'],
        isbn: '9789799731234',
        items: [{ barcode: 'D-2' }],
      },
    ]);
    expect(run).toMatchObject({ createdCount: 2, itemCount: 2 });
  });

  test('the same export once more brings nothing twice, whatever is asked; a later one brings what is new', async () => {
    const titles: KohaTitle[] = [
      { biblionumber: 140, title: 'Ulangan Satu', items: [{ barcode: 'U-1' }, { itemcallnumber: '100 ULA' }] },
      { biblionumber: 141, title: 'Ulangan Dua', items: [{ barcode: 'U-2' }] },
    ];
    expect((await marc(titles)).run).toMatchObject({ createdCount: 2, itemCount: 3 });
    for (const overlay of ['skip', 'add_items_only', 'replace']) {
      expect((await marc(titles, { overlay })).run).toMatchObject({ createdCount: 0, updatedCount: 0, itemCount: 0 });
    }
    const later = titles.map((title) => ({ ...title, title: `${title.title}.`, items: [...(title.items ?? [])] }));
    later[1]?.items.push({ barcode: 'U-3' });
    expect((await marc(later, { overlay: 'add_items_only' })).run).toMatchObject({ createdCount: 0, itemCount: 1 });
    expect(await copiesOf('Ulangan Dua')).toMatchObject([{ barcode: 'U-2' }, { barcode: 'U-3' }]);
  });

  test('every copy that needs a hand is told by its barcode: doubles, none, unknown branches', async () => {
    const many = Array.from({ length: 130 }, (_, i) => ({ barcode: `X-${i}`, homebranch: 'ENTAH' }));
    const { run, rows } = await marc([
      { biblionumber: 150, title: 'Ganda', items: [{ barcode: 'G-1', stocknumber: 'inv' }] },
      {
        ...{ biblionumber: 151, title: 'Ganda lagi' },
        items: [{ barcode: 'G-1' }, { barcode: 'G-2', stocknumber: 'inv' }, { itemcallnumber: '297 GAN' }],
      },
      { biblionumber: 152, title: 'Cabang tak dikenal', items: many },
    ]);
    expect(run).toMatchObject({ createdCount: 3, itemCount: 133 });
    expect(said(rows, 'imports.barcode_repeated')).toHaveLength(1);
    expect(said(rows, 'imports.copy_without_barcode')).toEqual([
      'Eksemplar 297 GAN tidak punya barkode; dibuatkan barkode baru. Cetak labelnya.',
    ]);
    const unknown = said(rows, 'imports.branch_unknown');
    expect(unknown).toHaveLength(130);
    expect(unknown[129]).toBe('Eksemplar X-129: cabang “ENTAH” tidak dikenal, dicatat di Perpustakaan Kota');
    const second = await copiesOf('Ganda lagi');
    expect(second).toHaveLength(2);
    expect(second.find(({ barcode }) => barcode === 'G-2')).toMatchObject({ copyNote: 'No. induk di Koha: inv' });
    // the copy that did not come still stands where somebody can look
    expect(tagsOf((await bibOf('Ganda lagi')).marc)).toContain('952');
  });

  test('MARCXML is read alike, also a record that is too long for ISO 2709, which Koha leaves out of such a file', async () => {
    const items = Array.from({ length: 1200 }, (_, i) => ({ barcode: `P-${i}`, itemnotes: 'Catatan '.repeat(8) }));
    const long: KohaTitle = { biblionumber: 160, title: 'Panjang', items };
    expect(kohaMarc([long])).toHaveLength(0);
    const { run } = await importFiles(t.ctx(), t, { kind: 'koha', codes: MEANINGS }, [
      { role: 'biblio', name: 'koha.xml', content: kohaXml([long]) },
    ]);
    expect(run).toMatchObject({ status: 'done', createdCount: 1, itemCount: 1200 });
  });
});

describe('what the codes mean', () => {
  const titles: KohaTitle[] = [
    { biblionumber: 170, title: 'Kode', items: [{ barcode: 'C-1', homebranch: 'Kel-Gedog', itype: 'ZZZ' }] },
    { biblionumber: 171, title: 'Kode lain', items: [{ barcode: 'C-2', homebranch: 'UTARA', itype: 'ZZZ' }] },
  ];
  const trial = async () =>
    importFiles(t.ctx(), t, { kind: 'koha', dryRun: true }, [
      { role: 'biblio', name: 'koha.mrc', content: kohaMarc(titles) },
    ]);
  const jobs = { enqueue: async () => Promise.resolve() };
  const work = async (id: number) => {
    await runImport({ ...t, db: t.db }, id, { signal: new AbortController().signal });
    return getImport(t.ctx(), id);
  };

  test('is shown before anything is written, said, tried once more, and then done so', async () => {
    const { run } = await trial();
    expect(await listImportCodes(t.ctx(), run.id)).toEqual([
      { kind: 'library', code: 'Kel-Gedog', count: 1, means: 'KEL-GEDOG', known: true },
      { kind: 'library', code: 'UTARA', count: 1, means: 'KOTA', known: false },
      { kind: 'item_type', code: 'ZZZ', count: 2, means: 'umum', known: false },
    ]);
    const codes = [
      { kind: 'library' as const, code: 'UTARA', means: 'KEL-GEDOG' },
      { kind: 'item_type' as const, code: 'ZZZ', means: 'anak' },
    ];
    const again = await work(await confirmImport(t.ctx(), run.id, jobs, { dryRun: true, codes }));
    expect(again).toMatchObject({ dryRun: true, status: 'done', repeatable: true, warningCount: 0 });
    expect(await listImportCodes(t.ctx(), again.id)).toMatchObject([
      { code: 'Kel-Gedog', known: true },
      { code: 'UTARA', means: 'KEL-GEDOG', known: true },
      { code: 'ZZZ', means: 'anak', known: true },
    ]);
    expect(await copiesOf('Kode')).toEqual([]);
    // in earnest, with what was said
    const done = await work(await confirmImport(t.ctx(), again.id, jobs));
    expect(done).toMatchObject({ status: 'done', createdCount: 2, itemCount: 2 });
    expect(await copiesOf('Kode lain')).toMatchObject([{ library: 'KEL-GEDOG', itemType: 'anak' }]);
    expect((await reportOf(t.ctx(), done.id)).filter(({ outcome }) => outcome === 'warning')).toEqual([]);
  });

  test('is said for a code that is longer than any, and for two that differ by their case alone', async () => {
    const long = 'Perpustakaan Cabang Utara yang namanya panjang sekali di Jalan Merdeka';
    const branches = [long, 'Ut', 'UT'];
    const items = branches.map((homebranch, i) => ({ barcode: `L-${i}`, homebranch }));
    const { run } = await importFiles(t.ctx(), t, { kind: 'koha', dryRun: true }, [
      { role: 'biblio', name: 'koha.mrc', content: kohaMarc([{ biblionumber: 180, title: 'Cabang panjang', items }]) },
    ]);
    const met = (await listImportCodes(t.ctx(), run.id)).filter(({ kind }) => kind === 'library');
    const codes = met.map(({ kind, code }) => ({ kind, code, means: code === 'UT' ? 'KOTA' : 'KEL-GEDOG' }));
    expect(codes).toHaveLength(3);
    await work(await confirmImport(t.ctx(), run.id, jobs, { codes }));
    expect(await copiesOf('Cabang panjang')).toMatchObject([
      { library: 'KEL-GEDOG' },
      { library: 'KEL-GEDOG' },
      { library: 'KOTA' },
    ]);
  });

  test('is nothing that is not here, and nobody says it without the right to', async () => {
    const { run } = await trial();
    const wrong = [{ kind: 'library' as const, code: 'UTARA', means: 'BULAN' }];
    await expect(confirmImport(t.ctx(), run.id, jobs, { codes: wrong })).rejects.toMatchObject({
      code: 'imports.meaning_unknown',
    });
    const clerk = t.ctx({ grants: [{ libraryId: null, permissions: ['imports.run'] }] });
    await expect(confirmImport(clerk, run.id, jobs)).rejects.toMatchObject({ code: 'platform.forbidden' });
    await expect(startImport(clerk, { kind: 'koha' }, [], null)).rejects.toMatchObject({ code: 'platform.forbidden' });
    const reader = t.ctx({ grants: [{ libraryId: null, permissions: ['catalog.edit'] }] });
    await expect(listImportCodes(reader, run.id)).rejects.toMatchObject({ code: 'platform.forbidden' });
  });
});
