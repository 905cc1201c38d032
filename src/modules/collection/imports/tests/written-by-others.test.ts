import writeExcelFile from 'write-excel-file/node';
import { beforeAll, expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { importFiles } from '../testing.ts';

const t = useTestDb();

beforeAll(async () => {
  await createLibrary(t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
});

const bib = async (title: string) =>
  t.db.selectFrom('bib').selectAll().where('title', '=', title).executeTakeFirstOrThrow();
const line = (...values: string[]): string => values.map((value) => `"${value.replaceAll('"', '""')}"`).join(',');

const BIBLIO =
  'title gmd_name edition isbn_issn publisher_name publish_year collation series_title call_number language_name place_name classification notes image sor authors topics item_code'.split(
    ' ',
  );
const row = (values: Record<string, string>, columns = BIBLIO): string =>
  line(...columns.map((column) => values[column] ?? ''));

test('entities and tags that a web form left in SLiMS are text, in names and copies too', async () => {
  const title = {
    title: 'Fisika &amp;amp; <i>kimia</i> &#233;lementer : x &lt; y',
    authors: '<O&#039;Brien, Tim><Toer &amp; Kawan>',
    topics: '<Ilmu &amp; pengetahuan>',
    publisher_name: 'Balai &quot;Pustaka&quot;',
    notes: '<p>Satu</p><p>Dua &ndash; tiga</p>',
    item_code: '<E&amp;1>',
  };
  const items =
    'item_code call_number coll_type_name inventory_code received_date supplier_name order_no location_name order_date item_status_name site source invoice price price_currency invoice_date input_date last_update title'.split(
      ' ',
    );
  const { run } = await importFiles(t.ctx(), t, { kind: 'slims' }, [
    { role: 'biblio', name: 'biblio.csv', content: [line(...BIBLIO), row(title)].join('\n') },
    {
      role: 'items',
      name: 'item.csv',
      content: [line(...items), row({ item_code: 'E&amp;1', supplier_name: 'Toko &amp; Putra' }, items)].join('\n'),
    },
  ]);
  expect(run).toMatchObject({ createdCount: 1, itemCount: 1, failedCount: 0 });
  const made = await bib('Fisika & kimia élementer');
  expect(made).toMatchObject({
    subtitle: 'x < y',
    authors: ["O'Brien, Tim", 'Toer & Kawan'],
    subjects: ['Ilmu & pengetahuan'],
    publisher: 'Balai "Pustaka"',
  });
  expect(made.summary).toMatch(/Satu\s+Dua – tiga/);
  const item = await t.db.selectFrom('item').selectAll().where('bibId', '=', made.id).executeTakeFirstOrThrow();
  expect(item).toMatchObject({ barcode: 'E&1', supplier: 'Toko & Putra' });
});

test('a report on three files says of each line which file it is about, and names columns that nobody knows', async () => {
  const columns = [...BIBLIO, 'penjaga_rak', 'warna'];
  const { rows } = await importFiles(t.ctx(), t, { kind: 'slims' }, [
    {
      role: 'biblio',
      name: 'judul.csv',
      content: [line(...columns), row({ title: 'Tiga berkas' }, columns), row({}, columns)].join('\n'),
    },
    { role: 'items', name: 'eks.csv', content: line('Z-1', ...Array.from({ length: 18 }, () => '')) },
    { role: 'members', name: 'orang.csv', content: line('', 'Tanpa Nomor', ...Array.from({ length: 17 }, () => '')) },
  ]);
  expect(rows.map(({ file, code }) => [file, code])).toEqual(
    expect.arrayContaining([
      ['judul.csv', 'imports.columns_unknown'],
      ['judul.csv', 'imports.title_missing'],
      ['eks.csv', 'imports.copy_without_title'],
      ['orang.csv', 'imports.member_number_missing'],
    ]),
  );
  expect(rows.find(({ code }) => code === 'imports.columns_unknown')?.message).toContain('penjaga_rak, warna');
});

test('columns of an INLISLite workbook that are not read are named; those that are read under any name are not', async () => {
  const sheet = async (head: string[], values: string[]): Promise<Buffer> =>
    writeExcelFile([head, values].map((cells) => cells.map((value) => ({ value })))).toBuffer();
  const known = [
    'NO',
    'NO INDUK',
    'JUDUL UTAMA',
    'ANAK JUDUL',
    'NO_RFID',
    'NAMA SUMBER',
    'JENIS SUMBER',
    'KODE LOKASI RUANG',
  ];
  const books = await importFiles(t.ctx(), t, { kind: 'inlislite_items' }, [
    {
      name: 'koleksi.xlsx',
      content: await sheet(
        [...known, 'Warna Sampul'],
        ['1', 'I-9', 'Soto &amp; <b>Rawon</b>', '', '', '', '', '', 'biru'],
      ),
    },
  ]);
  expect(books.rows.filter(({ code }) => code === 'imports.columns_unknown')).toMatchObject([
    { file: 'koleksi.xlsx', rowNumber: 0, params: { columns: 'Warna Sampul' } },
  ]);
  expect(await bib('Soto & Rawon')).toBeDefined();
  const people = await importFiles(t.ctx(), t, { kind: 'inlislite_members' }, [
    {
      name: 'anggota.xlsx',
      content: await sheet(
        ['NO ANGGOTA', 'NAMA', 'AGAMA', 'KABUPATEN', 'HOBI', 'STATUS HUBUNGAN'],
        ['A-9', 'Ani', 'x', 'Blitar', 'membaca', 'Ibu'],
      ),
    },
  ]);
  expect(people.rows.filter(({ code }) => code.startsWith('imports.columns_'))).toMatchObject([
    { code: 'imports.columns_dropped', params: { columns: 'AGAMA' } },
    { code: 'imports.columns_unknown', params: { columns: 'HOBI' } },
  ]);
});
