import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { rawRecord } from '#shared/marc/test-support';
import { kohaMarc, kohaXml, type KohaTitle } from '../../../../../tests/support/koha-export.ts';
import { marcFiles } from '../../../../../tests/support/marc-files.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { importFiles } from '../testing.ts';

const t = useTestDb();
beforeAll(async () => {
  await createLibrary(t.ctx(), { code: 'PST', name: 'Perpustakaan Kota', type: 'pusat' });
  await createLibrary(t.ctx(), { code: 'LAIN', name: 'Perpustakaan Lain', type: 'kelurahan' });
});

const bring = async (content: Uint8Array | string, more: object = {}) =>
  importFiles(t.ctx(), t, { kind: 'koha', ...more }, [{ role: 'biblio', name: 'koha', content }]);
const copyOf = async (barcode: string) =>
  t.db.selectFrom('item').selectAll().where('barcode', '=', barcode).executeTakeFirst();

describe('what is wrong in an export of Koha', () => {
  test('costs no copy more than itself: prices, days, letters without end, bytes that are no letters', async () => {
    const titles: KohaTitle[] = [
      {
        ...{ biblionumber: 1, title: 'Nol\0 dalam judul' },
        items: [
          { barcode: 'N-1', price: '-50000.00', dateaccessioned: '9999-12-31', itemnotes: 'a\0b' },
          { barcode: 'N-2', price: 'lima puluh ribu', dateaccessioned: '2021-02-30' },
          { barcode: 'N-3', price: '0.00', dateaccessioned: '0000-00-00', itemlost: 'aneh' },
          { barcode: 'N-4', price: '50000.00', itemcallnumber: 'x'.repeat(5000), onloan: 'bukan tanggal' },
          { barcode: 'N'.repeat(200) },
        ],
      },
      { biblionumber: 2, title: 'Y'.repeat(200_000), items: [{ barcode: 'N-6', itemnotes: 'z'.repeat(200_000) }] },
      { biblionumber: 3, title: '', items: [{ barcode: 'N-7' }] },
    ];
    const { run, rows } = await bring(
      kohaXml(titles.map((one) => ({ ...one, title: one.title.replaceAll('\0', ' ') }))),
    );
    expect(run).toMatchObject({ status: 'done', readCount: 3, createdCount: 2, itemCount: 5, failedCount: 1 });
    expect(await copyOf('N-1')).toMatchObject({ price: null, acquiredOn: '9999-12-31' });
    expect(await copyOf('N-2')).toMatchObject({ price: null, acquiredOn: null });
    expect(await copyOf('N-3')).toMatchObject({ price: null, acquiredOn: null, status: 'lost' });
    expect(await copyOf('N-4')).toMatchObject({ price: 50_000, status: 'in_processing' });
    expect((await copyOf('N-6'))?.copyNote).toHaveLength(500);
    const codes = rows.map(({ code }) => code);
    for (const code of [
      'imports.price_not_rupiah',
      'imports.date_unreadable',
      'imports.record_with_copies_without_title',
      'catalog.barcode_invalid',
    ]) {
      expect(codes).toContain(code);
    }
  });

  test('NUL in ISO 2709 is a lost letter; a file that was cut off brings what stands before, and says so', async () => {
    const titles = [10, 11, 12].map((biblionumber) => ({
      biblionumber,
      title: `Potong\0 ${biblionumber}`,
      items: [{ barcode: `T-${biblionumber}`, itemnotes_nonpublic: 'a\0b' }],
    }));
    const whole = kohaMarc(titles);
    const { run, rows } = await bring(whole.subarray(0, whole.length - 40));
    expect(run).toMatchObject({ status: 'done', createdCount: 2, itemCount: 2, failedCount: 1 });
    expect(rows.map(({ code }) => code)).toContain('marc.record_truncated');
    expect((await copyOf('T-10'))?.copyNote).toBe('a\ufffdb');
    // and the whole file behind it brings the rest alone
    expect((await bring(whole)).run).toMatchObject({ createdCount: 1, itemCount: 1 });

    const xml = kohaXml(titles.map((one) => ({ ...one, title: 'Potong XML', biblionumber: one.biblionumber + 10 })));
    const cut = await bring(xml.replaceAll('\0', ' ').slice(0, -300));
    expect(cut.run.failedCount).toBe(1);
    expect(cut.rows.map(({ code }) => code)).toContain('marc.xml_malformed');
  });

  test('a leader that says MARC-8 of letters in UTF-8 is told, and the letters are right', async () => {
    const copy = Buffer.from('  \u001faPST\u001fpM-1\u001fyBK\u001fzSampul “baru”');
    const title = Buffer.from('10\u001faMémoire é');
    const bytes = rawRecord(
      [
        { tag: '008', data: '210203s2015    io            000 0 ind d' },
        { tag: '245', data: title },
        { tag: '952', data: copy },
        { tag: '999', data: '  \u001fc30\u001fd30' },
      ],
      { encoding: ' ' },
    );
    const { run, rows } = await bring(bytes);
    expect(run).toMatchObject({ createdCount: 1, itemCount: 1 });
    expect(rows.map(({ code }) => code)).toContain('marc.utf8_declared_marc8');
    expect((await copyOf('M-1'))?.copyNote).toBe('Sampul “baru”');
    expect(await t.db.selectFrom('bib').select('title').where('controlNumber', '=', '30').execute()).toEqual([
      { title: 'Mémoire é' },
    ]);
  });

  test('a list of codes that is none does not fill the database', async () => {
    const items = Array.from({ length: 3000 }, (_, i) => ({ barcode: `Z-${i}`, homebranch: `bukan-kode-${i}` }));
    const { run } = await bring(kohaXml([{ biblionumber: 40, title: 'Salah kolom', items }]));
    expect(run).toMatchObject({ status: 'done', itemCount: 3000 });
    const met = await t.db.selectFrom('importCode').select('code').where('runId', '=', run.id).execute();
    expect(met).toHaveLength(500);
    expect(met).toContainEqual({ code: 'BK' });
  });
});

describe.each(
  marcFiles(
    { 'koha.xml': { records: 4, copies: 8 } },
    { 'koha__sample-biblios-1812.xml': { records: 436, copies: 0 } },
  ),
)('$name', ({ path, records, copies }) => {
  test(`all ${records} records come in with their ${copies} copies, once`, async () => {
    const content = readFileSync(path);
    // another Koha, which counts from 1 as well
    const { run } = await bring(content, { library: 'LAIN' });
    expect(run).toMatchObject({ status: 'done', createdCount: records, itemCount: copies, failedCount: 0 });
    expect((await bring(content, { library: 'LAIN' })).run).toMatchObject({
      createdCount: 0,
      updatedCount: 0,
      itemCount: 0,
    });
  });
});
