import { Readable } from 'node:stream';
import Papa from 'papaparse';
import { sql } from 'kysely';
import readXlsxFile from 'read-excel-file/node';
import { beforeAll, describe, expect, test } from 'vitest';
import { exportRecord, setBibHidden } from '#modules/collection/catalog';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import type { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { readIso2709 } from '#shared/marc/iso2709/iso2709-read';
import { itemsFromMarc } from '#shared/marc/items-from-marc';
import { deriveBib } from '#shared/marc/derive';
import type { MarcReadResult } from '#shared/marc/read-result';
import { exportRecords, type ExportFile } from '../bibs/export-records.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
let bumi: number;

beforeAll(async () => {
  const library = await t.db
    .insertInto('library')
    .values({ code: 'PUSAT', name: 'Perpustakaan Kota Blitar', type: 'pusat' })
    .returning('id')
    .executeTakeFirstOrThrow();
  bumi = await makeBib(t.ctx(), {
    title: 'Bumi "Manusia", jilid 1',
    author: 'Pramoedya Ananta Toer',
    year: 2005,
    ddc: '899.221',
  });
  await makeItem(t.ctx(), {
    bibId: bumi,
    libraryId: library.id,
    barcodes: ['BLT-001', 'BLT-002'],
    price: 85_000,
    source: 'beli',
  });
  await makeBib(t.ctx(), { title: '=HYPERLINK("http://jahat")', author: 'Penyusup', year: 2020 });
  const hidden = await makeBib(t.ctx(), { title: 'Tersembunyi', author: 'X', year: 2000 });
  await setBibHidden(t.ctx(), { id: hidden, version: 1, hidden: true });
});

async function read(file: ExportFile): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of file.body) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}
const csv = async (format: 'slims-csv' | 'slims-items-csv'): Promise<string[][]> =>
  Papa.parse<string[]>((await read(await exportRecords(t.ctx(), { format }))).toString(), { skipEmptyLines: true })
    .data;

describe('the whole catalogue as a file', () => {
  test('MARC comes back as it was, with each copy as 952; hidden records stay at home', async () => {
    const bytes = await read(await exportRecords(t.ctx(), { format: 'marc' }));
    const records = (await Readable.from(readIso2709(Readable.from([bytes]))).toArray()) as MarcReadResult[];
    expect(records.map((one) => one.error)).toEqual([undefined, undefined]);
    const [first] = records;
    expect(first?.record && deriveBib(first.record).title).toBe('Bumi "Manusia", jilid 1');
    expect(first?.record && itemsFromMarc(first.record)).toMatchObject([
      { barcode: 'BLT-001', libraryCode: 'PUSAT', price: '85000', callNumber: '899.221 PRA b' },
      { barcode: 'BLT-002' },
    ]);
  });

  test('SLiMS’ files have its 18 and 19 columns, lists as <A><B>, and no formula', async () => {
    const biblio = await csv('slims-csv');
    expect(biblio.every((row) => row.length === 18)).toBe(true);
    expect(biblio[1]).toMatchObject({
      0: 'Bumi "Manusia", jilid 1',
      15: '<Pramoedya Ananta Toer>',
      17: '<BLT-001><BLT-002>',
    });
    expect(biblio[2]?.[0]).toBe('\'=HYPERLINK("http://jahat")');
    const items = await csv('slims-items-csv');
    expect(items.every((row) => row.length === 19)).toBe(true);
    expect(items[1]).toMatchObject({ 0: 'BLT-001', 7: 'Perpustakaan Kota Blitar', 11: '1', 13: '85000' });
  });

  test('the Excel sheet has a row for each copy, and text that looks like a formula stays text', async () => {
    const bytes = await read(await exportRecords(t.ctx(), { format: 'xlsx' }));
    const [sheet] = await readXlsxFile(bytes);
    expect(sheet?.data).toHaveLength(4);
    expect(sheet?.data[0]?.[0]).toBe('Judul');
    expect(sheet?.data[3]?.[0]).toBe('=HYPERLINK("http://jahat")');
    expect(sheet?.data[1]).toEqual(expect.arrayContaining(['BLT-001', 85_000, 'Tersedia', 'Beli']));
  });

  test('leaves a trace, and needs its permission', async () => {
    await read(await exportRecords(t.ctx(), { format: 'marcxml' }));
    const traces = await t.db
      .selectFrom('auditEvent')
      .select('entityId')
      .where('action', '=', 'catalog.exported')
      .execute();
    expect(traces.map((trace) => trace.entityId)).toContain('marcxml');
    const reader = t.ctx({ grants: [{ libraryId: null, permissions: ['catalog.read'] }] });
    await expect(exportRecords(reader, { format: 'marc' })).rejects.toThrow('platform.forbidden');
  });
});

describe('what a file cannot hold', () => {
  test('an Excel sheet that would be cut is refused, in a sentence that names another way', async () => {
    // three rows: two copies and a record without copies
    expect((await exportRecords(t.ctx(), { format: 'xlsx', mostRows: 3 })).fileName).toBe('katalog.xlsx');
    const refused = exportRecords(t.ctx(), { format: 'xlsx', mostRows: 2 });
    await expect(refused).rejects.toMatchObject({
      code: 'catalog.export_too_long_for_xlsx',
      params: { rows: 3, limit: 2 },
    });
    const sentence = await refused.catch((error: AppError) => explainError(error, 'id'));
    expect(sentence).toContain('SLiMS-CSV atau MARC');
  });

  test('records too long for ISO 2709 are named before the file is read, and MARCXML holds them', async () => {
    const long = await makeBib(t.ctx(), { title: 'Catatan panjang', author: 'Y', year: 2001 });
    const note = JSON.stringify([
      { tag: '520', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: 'x'.repeat(10_000) }] },
    ]);
    await sql`update bib set marc = jsonb_set(marc, '{fields}', (marc->'fields') || ${note}::jsonb) where id = ${long}`.execute(
      t.db,
    );
    const many = await makeBib(t.ctx(), { title: 'Majalah seribu nomor', author: 'Z', year: 2002 });
    const { id: libraryId } = await t.db.selectFrom('library').select('id').executeTakeFirstOrThrow();
    for (let year = 2001; year <= 2020; year++) {
      const barcodes = Array.from({ length: 100 }, (_, nth) => `MAJALAH-${year}-${nth}`);
      await makeItem(t.ctx(), { bibId: many, libraryId, barcodes });
    }
    const file = await exportRecords(t.ctx(), { format: 'marc' });
    expect(file.leftOut).toEqual([
      { id: long, title: 'Catatan panjang' },
      { id: many, title: 'Majalah seribu nomor' },
    ]);
    expect((await read(file)).toString()).not.toContain('Catatan panjang');
    const xml = await exportRecords(t.ctx(), { format: 'marcxml' });
    expect(xml.leftOut).toEqual([]);
    expect((await read(xml)).toString()).toContain('Catatan panjang');
    const other = await exportRecords(t.ctx(), { format: 'marc', filter: { ids: [bumi] } });
    expect(other.leftOut).toEqual([]);
  });
});

test('one record can be had by everyone in every format', async () => {
  const anonymous = t.ctx({ kind: 'anonymous' });
  const body = async (format: 'marc' | 'marcxml' | 'mods' | 'dc' | 'bibtex' | 'ris') => {
    const file = await exportRecord(anonymous, { id: bumi, format });
    return Buffer.from(file.body).toString();
  };
  expect(await body('marc')).toContain('Bumi "Manusia"');
  expect(await body('marcxml')).toContain('xmlns="http://www.loc.gov/MARC21/slim"');
  expect(await body('mods')).toContain('<namePart>Pramoedya Ananta Toer</namePart>');
  expect(await body('dc')).toContain('<dc:creator>Pramoedya Ananta Toer</dc:creator>');
  expect(await body('bibtex')).toContain('{{Pramoedya Ananta Toer}}');
  expect(await body('ris')).toContain('AU  - Pramoedya Ananta Toer');
});
