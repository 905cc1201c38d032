import { beforeAll, describe, expect, test } from 'vitest';
import {
  createBib,
  deleteBib,
  findDuplicates,
  getBib,
  listBibs,
  restoreBib,
  saveBibBatch,
  setBibHidden,
  updateBib,
  withdrawItem,
  type BibDraft,
} from '#modules/collection/catalog';
import { bookRecord, makeBib, makeItem } from '#modules/collection/catalog/testing';
import { deriveBib } from '#shared/marc/derive';
import type { MarcRecord } from '#shared/marc/record';
import { useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
let pusat: number;
const publicCtx = () => t.ctx({ kind: 'anonymous' });

beforeAll(async () => {
  const row = await t.db
    .insertInto('library')
    .values({ code: 'PUSAT', name: 'Perpustakaan Kota Blitar', type: 'pusat' })
    .returning('id')
    .executeTakeFirstOrThrow();
  pusat = row.id;
});

const withIsbn = (marc: MarcRecord, isbn: string): MarcRecord => ({
  ...marc,
  fields: [{ tag: '020', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: isbn }] }, ...marc.fields],
});
const withControl = (marc: MarcRecord, number: string, source?: string): MarcRecord => ({
  ...marc,
  fields: [{ tag: '001', value: number }, ...(source ? [{ tag: '003', value: source }] : []), ...marc.fields],
});

describe('a record', () => {
  test('comes back exactly as it was saved, unknown fields and odd blanks included', async () => {
    const marc: MarcRecord = {
      ...bookRecord({ title: 'Orang-orang Bloomington', author: 'Budi Darma', year: 1980 }),
    };
    marc.fields.push({ tag: '9ZZ', ind1: '#', ind2: 'q', subfields: [{ code: '!', value: '  dua spasi  ' }] });
    marc.fields.push({ tag: '035', ind1: ' ', ind2: ' ', subfields: [] });
    const { bib } = await createBib(t.ctx(), { marc });
    expect((await getBib(t.ctx(), bib.id)).marc).toEqual(marc);
    expect(bib.derived).toMatchObject({ title: 'Orang-orang Bloomington', year: 1980 });
  });

  test('without a title it is refused, an impossible ISBN is only a warning', async () => {
    await expect(
      createBib(t.ctx(), { marc: { leader: '00000nam a2200000 i 4500', fields: [] } }),
    ).rejects.toMatchObject({
      code: 'catalog.marc_invalid',
    });
    const { warnings } = await createBib(t.ctx(), {
      marc: withIsbn(bookRecord({ title: 'Salah Angka' }), '978-602-00-0137-4'),
    });
    expect(warnings.map((warning) => warning.code)).toContain('marc.isbn_invalid');
  });

  test('a character that the database cannot hold does not stop the record from being saved', async () => {
    const { bib } = await createBib(t.ctx(), { marc: bookRecord({ title: 'Bumi\u0000 Manusia\ud800', author: 'X' }) });
    expect(bib.derived.title).toBe('Bumi\ufffd Manusia\ufffd');
  });

  test('two cataloguers: the second one to save is told, and the first one’s work stays', async () => {
    const id = await makeBib(t.ctx(), { title: 'Harimau! Harimau!', author: 'Mochtar Lubis' });
    const { version } = await getBib(t.ctx(), id);
    await updateBib(t.ctx(), {
      id,
      version,
      marc: bookRecord({ title: 'Harimau! Harimau! (cet. 2)', author: 'Mochtar Lubis' }),
    });
    await expect(
      updateBib(t.ctx(), { id, version, marc: bookRecord({ title: 'Harimau', author: 'Mochtar Lubis' }) }),
    ).rejects.toMatchObject({ code: 'platform.version_conflict', status: 412 });
    expect((await getBib(t.ctx(), id)).derived.title).toBe('Harimau! Harimau! (cet. 2)');
  });

  test('the trace of an edit shows the lines that went and came', async () => {
    const id = await makeBib(t.ctx(), { title: 'Atheis', author: 'Achdiat Karta Mihardja' });
    const { version } = await getBib(t.ctx(), id);
    await updateBib(t.ctx(), {
      id,
      version,
      marc: bookRecord({ title: 'Atheis : roman', author: 'Achdiat Karta Mihardja' }),
    });
    const event = await t.db
      .selectFrom('auditEvent')
      .select(['before', 'after'])
      .where('action', '=', 'bib.updated')
      .where('entityId', '=', String(id))
      .executeTakeFirstOrThrow();
    expect(event).toEqual({ before: { marc: ['=245  10$aAtheis'] }, after: { marc: ['=245  10$aAtheis : roman'] } });
  });

  test('is not deleted while it has copies; deleted with a reason it can be restored', async () => {
    const id = await makeBib(t.ctx(), { title: 'Belenggu', author: 'Armijn Pane' });
    const item = await makeItem(t.ctx(), { bibId: id, libraryId: pusat });
    const { version } = await getBib(t.ctx(), id);
    await expect(deleteBib(t.ctx(), { id, version, reason: 'Ganda' })).rejects.toMatchObject({
      code: 'catalog.bib_has_items',
      params: { count: 1 },
    });
    await withdrawItem(t.ctx(), { id: item.id, version: item.version, reason: 'Rusak' });
    const deleted = await deleteBib(t.ctx(), { id, version, reason: 'Ganda' });
    await expect(getBib(publicCtx(), id)).rejects.toMatchObject({ code: 'catalog.bib_not_found' });
    await expect(makeItem(t.ctx(), { bibId: id, libraryId: pusat })).rejects.toMatchObject({
      code: 'catalog.bib_deleted',
    });
    await restoreBib(t.ctx(), { id, version: deleted });
    expect((await getBib(publicCtx(), id)).derived.title).toBe('Belenggu');
  });

  test('a hidden record exists for staff only', async () => {
    const id = await makeBib(t.ctx(), { title: 'Koleksi Tertutup', author: 'Arsip Kota' });
    await setBibHidden(t.ctx(), { id, version: 1, hidden: true });
    await expect(getBib(publicCtx(), id)).rejects.toMatchObject({ code: 'catalog.bib_not_found' });
    const found = await listBibs(publicCtx(), { q: 'koleksi tertutup' });
    expect(found.data).toEqual([]);
    expect((await listBibs(t.ctx(), { q: 'koleksi tertutup' })).data.map((bib) => bib.id)).toEqual([id]);
  });

  test('circulation staff cannot edit the catalogue', async () => {
    const ctx = t.ctx({ grants: [{ libraryId: null, permissions: ['catalog.read', 'loans.*'] }] });
    await expect(createBib(ctx, { marc: bookRecord({ title: 'X' }) })).rejects.toMatchObject({
      code: 'platform.forbidden',
    });
  });
});

describe('staff look a record up', () => {
  test('by words in any order, by ISBN with hyphens, by barcode', async () => {
    const { bib } = await createBib(t.ctx(), {
      marc: withIsbn(
        bookRecord({ title: 'Tenggelamnya Kapal van der Wijck', author: 'Hamka', year: 1938 }),
        '9789794180556',
      ),
    });
    const item = await makeItem(t.ctx(), { bibId: bib.id, libraryId: pusat });
    for (const q of ['kapal tenggelamnya', 'HAMKA wijck', '978-979-418-055-6', item.barcode]) {
      expect(
        (await listBibs(t.ctx(), { q })).data.map((found) => found.id),
        q,
      ).toEqual([bib.id]);
    }
    expect((await listBibs(t.ctx(), { q: 'kapal 100%_' })).data).toEqual([]);
  });

  test('page by page without losing or repeating one', async () => {
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await listBibs(t.ctx(), { limit: 3, cursor, newestFirst: true });
      seen.push(...page.data.map((bib) => bib.id));
      cursor = page.next ?? undefined;
    } while (cursor);
    const { data } = await listBibs(t.ctx(), { limit: 200 });
    expect(seen).toEqual(data.map((bib) => bib.id).toReversed());
  });
});

describe('duplicates', () => {
  const bumi = bookRecord({ title: 'Bumi Manusia', author: 'Toer, Pramoedya Ananta', year: 1980 });

  test('the same ISBN is found whether it has ten or thirteen figures', async () => {
    const { bib } = await createBib(t.ctx(), { marc: withIsbn(bumi, '979-8659-12-0') });
    await expect(
      createBib(t.ctx(), { marc: withIsbn(bookRecord({ title: 'Judul Lain' }), '9789798659126') }),
    ).rejects.toMatchObject({ code: 'catalog.bib_duplicate', params: { bibId: bib.id, by: 'isbn' } });
  });

  test('the same title, author and year is found whichever way the author’s name is written', async () => {
    const found = await findDuplicates(
      t.db,
      bookRecord({ title: 'BUMI MANUSIA', author: 'Pramoedya Ananta Toer', year: 1980 }),
    );
    expect(found.map((duplicate) => duplicate.by)).toEqual(['title']);
    expect(
      await findDuplicates(t.db, bookRecord({ title: 'Bumi Manusia', author: 'Pramoedya Ananta Toer', year: 2005 })),
    ).toEqual([]);
  });

  test('volumes of one work are not duplicates of each other', async () => {
    const volume = (n: string): MarcRecord => {
      const marc = bookRecord({
        title: 'Sejarah Nasional Indonesia',
        author: 'Marwati Djoened Poesponegoro',
        year: 2008,
      });
      for (const field of marc.fields)
        if ('subfields' in field && field.tag === '245') field.subfields.push({ code: 'n', value: n });
      return marc;
    };
    await createBib(t.ctx(), { marc: volume('Jilid 1') });
    expect(await findDuplicates(t.db, volume('Jilid 2'))).toEqual([]);
    expect(await findDuplicates(t.db, volume('jilid 1.'))).toHaveLength(1);
  });

  test('a volume under the ISBN of its set is entered without a question, the set itself is asked about', async () => {
    const isbn = '978-979-433-000-5';
    await createBib(t.ctx(), { marc: withIsbn(bookRecord({ title: 'Ensiklopedi Blitar, jilid 1' }), isbn) });
    const second = createBib(t.ctx(), { marc: withIsbn(bookRecord({ title: 'Ensiklopedi Blitar, jilid 2' }), isbn) });
    await expect(second).resolves.toMatchObject({ warnings: [] });
    const set = createBib(t.ctx(), { marc: withIsbn(bookRecord({ title: 'Ensiklopedi Blitar' }), isbn) });
    await expect(set).rejects.toMatchObject({ code: 'catalog.bib_duplicate' });
  });

  test('two systems that both count from 1 do not make two books one', async () => {
    await createBib(t.ctx(), { marc: withControl(bookRecord({ title: 'Fisika Dasar', author: 'Halliday' }), '1') });
    expect(await findDuplicates(t.db, withControl(bookRecord({ title: 'Kimia Dasar', author: 'Chang' }), '1'))).toEqual(
      [],
    );
    await createBib(t.ctx(), { marc: withControl(bookRecord({ title: 'Aljabar', author: 'Anton' }), '77', 'PNRI') });
    const same = await findDuplicates(
      t.db,
      withControl(bookRecord({ title: 'Aljabar Linear', author: 'H. Anton' }), '77', 'PNRI'),
    );
    expect(same.map((duplicate) => duplicate.by)).toEqual(['control_number']);
  });

  test('a cataloguer who knows better may save it all the same', async () => {
    await expect(createBib(t.ctx(), { marc: bumi })).rejects.toMatchObject({ code: 'catalog.bib_duplicate' });
    await expect(createBib(t.ctx(), { marc: bumi, allowDuplicate: true })).resolves.toBeDefined();
  });
});

describe('a batch of an import', () => {
  const save = async (drafts: BibDraft[]) =>
    t.db.transaction().execute(async (trx) => saveBibBatch(trx, t.ctx(), drafts));
  const draft = (title: string, barcodes: string[]): BibDraft => ({
    mode: 'create',
    marc: bookRecord({ title, author: 'Tim Arsip Kota', ddc: '959.828' }),
    items: barcodes.map((barcode) => ({ libraryId: pusat, itemType: 'umum', barcode })),
  });

  test('saves records with their copies; a barcode in use is told and costs nothing else', async () => {
    const [first, second] = await save([
      draft('Jalan Sumatra', ['IMP-1', 'IMP-2']),
      draft('Jalan Merdeka', ['IMP-2', 'IMP-3']),
    ]);
    expect(first).toMatchObject({ written: true, itemProblems: [] });
    expect(first?.itemIds).toHaveLength(2);
    expect(second?.itemIds).toHaveLength(1);
    expect(second?.itemProblems).toEqual([{ at: 0, code: 'catalog.barcode_taken', params: { barcode: 'IMP-2' } }]);
    const items = await t.db
      .selectFrom('item')
      .select(['callNumber', 'accessionNumber'])
      .where('bibId', '=', first?.bibId ?? 0)
      .execute();
    expect(items.map((item) => item.callNumber)).toEqual(['959.828 TIM j', '959.828 TIM j']);
    expect(new Set(items.map((item) => item.accessionNumber)).size).toBe(2);
  });

  test('copies that are added to a record that is there are shelved as it is, but for those that bring a call number', async () => {
    const [made] = await save([draft('Arsip Merdeka', [])]);
    const bibId = made?.bibId ?? 0;
    const copy = { libraryId: pusat, itemType: 'umum' };
    await save([
      { mode: 'items_only', bibId, items: [{ ...copy, callNumber: 'R 959 ARS' }] },
      { mode: 'items_only', bibId, items: [copy] },
    ]);
    await save([{ mode: 'items_only', bibId, items: [{ ...copy, callNumber: 'R 959.1 ARS' }] }]);
    const items = await t.db.selectFrom('item').select('callNumber').where('bibId', '=', bibId).orderBy('id').execute();
    expect(items.map(({ callNumber }) => callNumber)).toEqual(['R 959 ARS', '959.828 TIM a', 'R 959.1 ARS']);
  });

  test('run again on the same record it changes nothing and doubles nothing', async () => {
    const [made] = await save([draft('Jalan Cemara', ['IMP-7', 'IMP-8'])]);
    const bibId = made?.bibId ?? 0;
    const again = { ...draft('Jalan Cemara', ['IMP-7', 'IMP-8']), mode: 'replace' as const, bibId };
    const [result] = await save([again as BibDraft]);
    expect(result).toMatchObject({ bibId, written: false, itemIds: [], itemsKept: 2, itemProblems: [] });
    expect((await getBib(t.ctx(), bibId)).version).toBe(1);
  });

  test('writes many hundred records a second with copies and links to headings, even on a busy machine', async () => {
    const drafts = Array.from({ length: 1500 }, (_, i): BibDraft => {
      const marc = bookRecord({
        title: `Statistik Kelurahan ${i}`,
        author: `Penulis ${i % 300}`,
        year: 1990 + (i % 30),
        ddc: '310',
      });
      for (let n = 0; n < 12; n++) {
        marc.fields.push({
          tag: '650',
          ind1: ' ',
          ind2: '4',
          subfields: [{ code: 'a', value: `Pokok ${(i * 7 + n) % 400}` }],
        });
      }
      return { mode: 'create', marc, derived: deriveBib(marc), items: [{ libraryId: pusat, itemType: 'umum' }] };
    });
    await save(drafts.splice(0, 100));
    const start = performance.now();
    for (let at = 0; at < drafts.length; at += 500) await save(drafts.slice(at, at + 500));
    const perSecond = Math.round((drafts.length / (performance.now() - start)) * 1000);
    process.stdout.write(`saveBibBatch: ${perSecond} records/s\n`);
    expect(perSecond).toBeGreaterThan(400);
  });
});
