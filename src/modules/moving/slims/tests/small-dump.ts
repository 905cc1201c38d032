/** A dump of a small SLiMS, as its makers write it. Everybody in it is invented. */
import { memberColumns, memberTypes, smallMembers, type Value } from './small-members.ts';

interface Table {
  columns: string;
  rows: readonly (readonly Value[])[];
}
export type Style = 'mysqldump' | 'phpmyadmin' | 'slims';

const tables = (): Record<string, Table> => ({
  biblio: {
    columns:
      'biblio_id,gmd_id,title,sor,edition,isbn_issn,publisher_id,publish_year,collation,series_title,call_number,language_id,publish_place_id,classification,notes,image,opac_hide,labels,frequency_id,input_date',
    rows: [
      book(1, 'Jum\'at "Kliwon" \\ 100%; -- bukan komentar', { isbn_issn: '978-602-8519-93-9 (jil. 1)' }),
      book(2, '  ', {}),
      book(3, ' ', {}),
      book(4, 'CafÃ© : sang penulis / oleh Siti', { language_id: 'ID', opac_hide: 1, classification: '2X4.1' }),
      book(5, '&lt;b&gt;Laskar&lt;/b&gt; &amp; Pelangi', {
        language_id: '0',
        publisher_id: 99,
        publish_year: '1436 H/2015 M',
      }),
      book(5, 'Nomor yang sama', {}),
      book(6, 'Majalah Uji', { isbn_issn: '0126-1754', frequency_id: 1, notes: '<p>satu</p>dua\\ntiga' }),
    ],
  },
  biblio_author: {
    columns: 'biblio_id,author_id,level',
    rows: [
      [1, 2, 2],
      [1, 1, 1],
      [4, 3, 4],
      [5, 4, 1],
      [77, 1, 1],
      [6, 99, 1],
      [1, 1, 1],
      [2, 1, 1],
    ],
  },
  biblio_topic: {
    columns: 'biblio_id,topic_id,level',
    rows: [
      [1, 1, 1],
      [4, 2, 1],
      [5, 3, 1],
    ],
  },
  item: {
    columns:
      'item_id,biblio_id,call_number,coll_type_id,item_code,inventory_code,received_date,supplier_id,order_no,location_id,item_status_id,site,source,invoice,price,price_currency',
    rows: [
      [1, 1, '899 UJI j', 1, 'X-0001', 'INV/1', '2020-01-02', '0', '', 'MYL', '0', '', 1, '', 25000, 'Rupiah'],
      [2, 1, null, 2, 'x-0001', 'INV/1', '2019-05-00', '0', '', 'GDG', 'R', 'Rak 3', 2, '', 25, 'USD'],
      [3, 3, null, 1, 'X-0003 ', '', '2203-01-01', '0', '', 'XX', 'NL', '', 0, '', -5, ''],
      [4, 88, null, 1, 'X-0004', '', null, '0', '', 'MYL', '0', '', 0, '', null, null],
      [5, 6, null, 9, '', null, null, null, null, null, 'ZZ', null, 0, null, null, null],
    ],
  },
  member: { columns: memberColumns, rows: smallMembers() },
  mst_author: {
    columns: 'author_id,author_name,author_year,authority_type',
    rows: [
      [1, 'Wijaya, Uji', '1970-', 'p'],
      [2, 'Dinas Uji', '', 'o'],
      [3, 'Siti Aminah', null, ''],
      [4, 'Anonim', '', 'p'],
      [5, 'Tak Dipakai', '', 'p'],
    ],
  },
  mst_coll_type: {
    columns: 'coll_type_id,coll_type_name',
    rows: [
      [1, 'Koleksi Umum'],
      [2, 'Referensi'],
    ],
  },
  mst_frequency: { columns: 'frequency_id,frequency', rows: [[1, 'Monthly']] },
  mst_gmd: { columns: 'gmd_id,gmd_code,gmd_name', rows: [[1, 'TE', 'Text']] },
  mst_item_status: {
    columns: 'item_status_id,item_status_name,no_loan',
    rows: [
      ['R', 'Repair', 1],
      ['NL', 'No Loan', 1],
    ],
  },
  mst_language: {
    columns: 'language_id,language_name',
    rows: [
      ['id', 'Indonesia'],
      ['en', 'English'],
    ],
  },
  mst_location: {
    columns: 'location_id,location_name',
    rows: [
      ['MYL', 'Ruang Baca'],
      ['GDG', 'Perpustakaan Gedog'],
    ],
  },
  mst_member_type: memberTypes,
  mst_place: {
    columns: 'place_id,place_name',
    rows: [
      [1, 'Blitar'],
      [2, 'Blitar :'],
    ],
  },
  mst_publisher: { columns: 'publisher_id,publisher_name', rows: [[1, 'Balai Uji']] },
  mst_topic: {
    columns: 'topic_id,topic,topic_type',
    rows: [
      [1, 'Sejarah  Uji', 't'],
      [2, 'Kota Uji', 'g'],
      [3, 'sejarah uji', 't'],
    ],
  },
});

function book(id: number, title: string, more: Readonly<Record<string, Value>>): Value[] {
  const one = {
    ...{ biblio_id: id, gmd_id: 1, title, sor: '', edition: '', isbn_issn: '', publisher_id: 1, publish_year: '2015' },
    ...{ collation: 'iv, 120 hlm. : ilus. ; 21 cm', series_title: '', call_number: `899 UJI ${id}`, language_id: 'id' },
    ...{ publish_place_id: 2, classification: '899.221', notes: null, image: null, opac_hide: 0, labels: null },
    ...{ frequency_id: 0, input_date: '2021-03-04 08:30:00', ...more },
  };
  return Object.values(one);
}

const ESCAPES: Readonly<Record<string, string>> = { "'": "\\'", '\\': '\\\\', '\n': '\\n', '"': '\\"' };
const quoted = (value: Value): string => {
  if (value === null) return 'NULL';
  if (typeof value === 'number') return String(value);
  return `'${value.replace(/['"\\\n]/g, (sign) => ESCAPES[sign] ?? sign)}'`;
};

function insertsOf(name: string, { columns, rows }: Table, style: Style): string {
  if (rows.length === 0) return '';
  const tuples = rows.map((row) => `(${row.map(quoted).join(style === 'phpmyadmin' ? ', ' : ',')})`);
  if (style === 'mysqldump') return `INSERT INTO \`${name}\` VALUES ${tuples.join(',')};\n`;
  if (style === 'slims') return tuples.map((tuple) => `INSERT INTO \`${name}\` VALUES ${tuple};\n`).join('');
  const list = columns.split(',').map((column) => `\`${column}\``);
  return `INSERT INTO \`${name}\` (${list.join(', ')}) VALUES\n${tuples.join(',\n')};\n`;
}

const HEADS: Readonly<Record<Style, string>> = {
  mysqldump: '-- MySQL dump 10.13\n/*!40101 SET NAMES utf8mb4 */;\n',
  phpmyadmin: '-- phpMyAdmin SQL Dump\nSTART TRANSACTION;\n/*!40101 SET NAMES utf8mb4 */;\n',
  slims: '-- mysqldump-php https://github.com/ifsnop/mysqldump-php\n/*!40101 SET NAMES utf8 */;\n',
};

/** @param changed tables that are to hold other rows */
export function smallDump(
  style: Style = 'mysqldump',
  changed: Readonly<Record<string, readonly Value[][]>> = {},
): string {
  const parts = Object.entries(tables()).map(([name, given]) => {
    const table = { ...given, rows: changed[name] ?? given.rows };
    const create = `CREATE TABLE \`${name}\` (\n${table.columns
      .split(',')
      .map((column) => `  \`${column}\` text`)
      .join(',\n')}\n) ENGINE=MyISAM;\n`;
    const stated = style === 'slims' ? `-- Dumped table \`${name}\` with ${table.rows.length} row(s)\n` : '';
    return `DROP TABLE IF EXISTS \`${name}\`;\n${create}${insertsOf(name, table, style)}${stated}`;
  });
  return `${HEADS[style]}${parts.join('')}${style === 'phpmyadmin' ? 'COMMIT;\n' : '-- Dump completed\n'}`;
}

/** Copies of one title, for runs that are long enough to be stopped. */
export const manyBooks = (count: number): Value[][] =>
  Array.from({ length: count }, (_, i) => book(1000 + i, `Buku ${i}`, {}));
