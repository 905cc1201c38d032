import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { explainSaid } from '#modules/moving/runs';
import { migrateSlims } from '../index.ts';
import { fatesOf, runMigration, type Moved } from './run-migration.ts';
import { manyBooks, smallDump, type Style } from './small-dump.ts';

const t = useTestDb();
const folder = mkdtempSync(join(tmpdir(), 'lumbung-slims-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  await createLibrary(t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
  await createLibrary(t.ctx(), { code: 'GEDOG', name: 'Perpustakaan Gedog', type: 'kelurahan' });
});

const fileOf = (content: string | Uint8Array, name = 'dump.sql'): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const move = async (
  content: string | Uint8Array,
  input: { dryRun?: boolean; library?: string } = {},
  stopAfter?: number,
): Promise<Moved> =>
  runMigration(
    t,
    { path: join(folder, 'dump.sql'), content },
    input,
    stopAfter === undefined ? undefined : { table: 'biblio', after: stopAfter },
  );

const fates = (moved: Moved): Record<string, number[]> =>
  Object.fromEntries(
    moved.report.tables.flatMap(({ kind, table }) => (kind === 'rows' ? [[table, fatesOf(moved, table)]] : [])),
  );

async function catalogue() {
  const bibs = await t.db
    .selectFrom('bib')
    .select([
      'title',
      'subtitle',
      'responsibility',
      'mainAuthor',
      'authors',
      'isbns',
      'issns',
      'languages',
      'year',
      'hidden',
      'subjects',
      'place',
      'publisher',
      'createdAt',
    ])
    .orderBy('title')
    .execute();
  const items = await t.db
    .selectFrom('item')
    .innerJoin('library', 'library.id', 'item.libraryId')
    .select([
      'item.barcode',
      'item.status',
      'item.itemType',
      'item.price',
      'item.copyNote',
      'item.callNumber',
      'item.acquiredOn',
      'library.code',
    ])
    .orderBy('item.callNumber')
    .orderBy('item.barcode')
    .execute();
  return { bibs, items };
}

beforeEach(async () => {
  for (const table of ['item', 'bibAuthority', 'slimsCarried', 'bib', 'memberBlock', 'member'] as const)
    await t.db.deleteFrom(table).execute();
  await t.db.deleteFrom('memberCategory').where('code', 'like', 'santri%').execute();
});

const EXPECTED = {
  // rows, carried, merged, refused, known
  biblio: [7, 5, 0, 2, 0],
  item: [5, 4, 0, 1, 0],
  member: [33, 31, 0, 2, 0],
  mst_member_type: [4, 1, 2, 1, 0],
  biblio_author: [8, 3, 1, 4, 0],
  biblio_topic: [3, 3, 0, 0, 0],
  mst_author: [5, 3, 0, 2, 0],
  mst_topic: [3, 2, 1, 0, 0],
  mst_publisher: [1, 1, 0, 0, 0],
  mst_place: [2, 1, 1, 0, 0],
};

describe('a dump of SLiMS', () => {
  test('a trial accounts for every row and writes nothing', async () => {
    const trial = await move(smallDump(), { dryRun: true });
    expect(fates(trial)).toEqual(EXPECTED);
    expect(await catalogue()).toEqual({ bibs: [], items: [] });
    const words = trial.said.map((one) => `${one.key} ${explainSaid(one, 'id')} ${explainSaid(one, 'en')}`).join('\n');
    expect(words).not.toMatch(/3572014507990001|\$2y\$|slims_/);
    expect(trial.said.every((one) => explainSaid(one, 'id') !== one.code)).toBe(true);
  });

  test('titles and copies arrive as they are meant', async () => {
    const moved = await move(smallDump());
    expect(fates(moved)).toEqual(EXPECTED);
    const { bibs, items } = await catalogue();
    expect(bibs.map(({ title }) => title).toSorted()).toEqual(
      [
        'Jum\'at "Kliwon" \\ 100%; -- bukan komentar',
        'Café',
        'Laskar & Pelangi',
        'Majalah Uji',
        '[Tanpa judul]',
      ].toSorted(),
    );
    const named = Object.fromEntries(bibs.map((bib) => [bib.title.slice(0, 6), bib]));
    expect(named['Café']).toMatchObject({
      subtitle: 'sang penulis',
      responsibility: 'oleh Siti',
      hidden: true,
      languages: ['ind'],
    });
    expect(named["Jum'at"]).toMatchObject({
      isbns: ['9786028519939'],
      place: 'Blitar',
      publisher: 'Balai Uji',
      year: 2015,
    });
    expect(named["Jum'at"]?.createdAt).toEqual(new Date('2021-03-04T08:30:00+07:00'));
    expect(named.Laskar).toMatchObject({ languages: [], year: 2015, publisher: null, authors: [] });
    expect(named.Majala).toMatchObject({ issns: ['0126-1754'] });
    expect(
      items.map(({ barcode, code, status, itemType, price, callNumber, acquiredOn }) => ({
        barcode,
        code,
        status,
        itemType,
        price,
        callNumber,
        acquiredOn,
      })),
    ).toEqual(
      expect.arrayContaining([
        {
          barcode: 'X-0001',
          code: 'KOTA',
          status: 'available',
          itemType: 'umum',
          price: 25000,
          callNumber: '899 UJI j',
          acquiredOn: '2020-01-02',
        },
        {
          barcode: items.find(({ code }) => code === 'GEDOG')?.barcode,
          code: 'GEDOG',
          status: 'repair',
          itemType: 'referensi',
          price: null,
          callNumber: '899 UJI 1',
          acquiredOn: null,
        },
        {
          barcode: 'X-0003',
          code: 'KOTA',
          status: 'available',
          itemType: 'referensi',
          price: null,
          callNumber: '899 UJI 3',
          acquiredOn: null,
        },
      ]),
    );
    expect(items.find(({ code }) => code === 'GEDOG')?.barcode).not.toMatch(/^x-0001$/i);
    expect(items.find(({ code }) => code === 'GEDOG')?.copyNote).toBe(
      'Barcode di SLiMS: x-0001; No. induk di SLiMS: INV/1; Rak: Rak 3; Harga: USD 25',
    );
  });

  test('repeating brings nothing twice, also what was deleted here in the meantime', async () => {
    await move(smallDump());
    const before = await catalogue();
    const again = await move(smallDump());
    expect(await catalogue()).toEqual(before);
    expect(fates(again)).toMatchObject({ biblio: [7, 0, 0, 2, 5], item: [5, 0, 0, 1, 4], mst_author: [5, 0, 0, 2, 3] });
    expect(again.said.filter(({ fate }) => fate === 'told')).toEqual([]);
    expect(fates(await move(smallDump(), { dryRun: true }))).toEqual(fates(again));
  });

  test('a later dump brings what is new alone; that of another library is another', async () => {
    await move(smallDump());
    const later = await move(smallDump('mysqldump', { biblio: manyBooks(3) }));
    expect(fates(later).biblio).toEqual([3, 3, 0, 0, 0]);
    const other = await move(smallDump(), { library: 'gedog' });
    expect(fates(other).biblio).toEqual(EXPECTED.biblio);
    // barcodes that stand on copies of the first library are given to no others
    expect(other.said.filter(({ code }) => code === 'barcode_of_another').map(({ key }) => key)).toContain('item_id=1');
    expect((await catalogue()).items).toHaveLength(8);
  });

  test('a run that ends in the middle goes on as if it had been one', async () => {
    const dump = smallDump('mysqldump', { biblio: manyBooks(1200) });
    await expect(move(dump, {}, 500)).rejects.toThrow();
    const half = await catalogue();
    expect(half.bibs).toHaveLength(500);
    const trace = await t.db
      .selectFrom('auditEvent')
      .select(['action', 'after'])
      .where('action', 'like', 'slims.%')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    expect(trace).toMatchObject({ action: 'slims.stopped', after: { biblio: { carried: 500 } } });
    const rest = await move(dump);
    expect(fates(rest).biblio).toEqual([1200, 700, 0, 0, 500]);
    expect((await catalogue()).bibs).toHaveLength(1200);
  });

  test('copies that came to a title which was deleted here since are refused with that reason, and a price with points is read', async () => {
    const copy = (id: number, code: string, price: string): (string | number | null)[] => [
      ...[id, 1, null, 1, code, '', null, '0', '', 'MYL', '0', '', 1, '', price, 'Rp'],
    ];
    await move(
      smallDump('mysqldump', {
        item: [copy(1, 'T1', '25.000'), copy(2, 'T2', '1.250.000,00'), copy(3, 'T3', 'dua ribu')],
      }),
    );
    const prices = await t.db.selectFrom('item').select(['barcode', 'price', 'copyNote']).orderBy('barcode').execute();
    expect(prices).toMatchObject([
      { barcode: 'T1', price: 25_000 },
      { barcode: 'T2', price: 1_250_000 },
      { barcode: 'T3', price: null },
    ]);
    expect(prices[2]?.copyNote).toContain('Harga: Rp dua ribu');
    await t.db.deleteFrom('item').execute();
    await t.db.deleteFrom('bib').execute();
    const again = await move(smallDump('mysqldump', { item: [copy(4, 'T4', '1')] }));
    expect(again.said.filter(({ table }) => table === 'item')).toMatchObject([{ fate: 'refused', code: 'title_gone' }]);
  });

  test('a title that the catalogue does not take costs no other', async () => {
    const dump = smallDump('mysqldump', { biblio: manyBooks(20) });
    await sql`alter table bib add constraint uji check (title <> 'Buku 7')`.execute(t.db);
    try {
      const moved = await move(dump);
      expect(fates(moved).biblio).toEqual([20, 19, 0, 1, 0]);
      expect(moved.said.filter(({ code }) => code === 'saving_refused').map(({ key }) => key)).toEqual([
        'biblio_id=1007',
      ]);
    } finally {
      await t.db.schema.alterTable('bib').dropConstraint('uji').execute();
    }
  });

  test.for(['mysqldump', 'phpmyadmin', 'slims'] as const)('%s: the same result', async (style: Style) => {
    expect(fates(await move(smallDump(style)))).toEqual(EXPECTED);
    const { bibs, items } = await catalogue();
    expect([bibs.length, items.length]).toEqual([5, 4]);
  });
});

/** A tar archive as GNU tar writes it: a note before the dump. */
function tarOf(files: Readonly<Record<string, string>>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, text]) => {
    const bytes = Buffer.from(text);
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('0', 156);
    header.write('ustar\0', 257);
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

describe('packed dumps', () => {
  const tar = tarOf({ 'BACA.txt': 'x'.repeat(700), 'backup_20261120.sql': smallDump() });
  test.for([
    ['.sql.gz', gzipSync(smallDump())],
    ['.zip', Buffer.from(zipSync({ 'baca.txt': strToU8('x'), 'slims.sql': strToU8(smallDump()) }))],
    [
      '.zip of a Mac',
      Buffer.from(
        zipSync({
          '__MACOSX/._slims.sql': strToU8('shadow'),
          'cadangan/._slims.sql': strToU8('shadow'),
          'cadangan/slims.sql': strToU8(smallDump()),
        }),
      ),
    ],
    ['.tar', tar],
    ['.sql.tar.gz', gzipSync(tar)],
  ] as const)('%s', async ([, bytes]) => {
    expect(fates(await move(bytes, { dryRun: true }))).toEqual(EXPECTED);
  });
});

describe('refusals, before anything is written', () => {
  const whole = smallDump();
  test.for([
    ['a dump that was cut off', Buffer.from(whole.slice(0, -40)), 'slims.dump_cut'],
    ['one whose archive was', gzipSync(whole).subarray(0, -20), 'slims.packed_broken'],
    ['an archive without a dump', Buffer.from(zipSync({ 'a.txt': strToU8('x') })), 'slims.no_dump_inside'],
    [
      'an archive with two of them',
      Buffer.from(zipSync({ '2023.sql': strToU8(whole), '2026.sql': strToU8(whole) })),
      'slims.several_dumps',
    ],
    [
      'a dump of something else',
      Buffer.from('CREATE TABLE `a` (`b` int);\nINSERT INTO `a` VALUES (1);\n'),
      'slims.not_slims',
    ],
    [
      'fewer rows than its maker counted',
      Buffer.from(smallDump('slims').replace('`member` with 33 row', '`member` with 34 row')),
      'slims.rows_missing',
    ],
    [
      'a title far behind with a value too few',
      Buffer.from(smallDump('slims', { biblio: [...manyBooks(700), [1, 2]] })),
      'slims.dump_row_width',
    ],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2]), 'slims.dump_not_a_dump'],
  ] as const)('%s', async ([, bytes, code]) => {
    await expect(move(bytes)).rejects.toMatchObject({ code });
    expect(await catalogue()).toEqual({ bibs: [], items: [] });
  });

  test('no file, no such library, no permission', async () => {
    const watching = { signal: new AbortController().signal, onSaid: () => undefined, onProgress: () => undefined };
    await expect(migrateSlims(t.ctx(), t.storage, { path: join(folder, 'tiada.sql') }, watching)).rejects.toMatchObject(
      {
        code: 'slims.dump_missing',
      },
    );
    await expect(move(whole, { library: 'TIADA' })).rejects.toMatchObject({ code: 'slims.library_needed' });
    const nobody = t.ctx({ grants: [] });
    await expect(migrateSlims(nobody, t.storage, { path: fileOf(whole) }, watching)).rejects.toMatchObject({
      code: 'platform.forbidden',
    });
  });
});
