import fc from 'fast-check';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { listDuplicateGroups } from '#modules/collection/catalog';
import { createLibrary } from '#modules/ground/libraries';
import type { MarcField, MarcRecord } from '#shared/marc/record';
import { isoFile } from '#shared/marc/test-support';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { importFiles, type GivenFile } from '../testing.ts';

const t = useTestDb();
const ISBN = '979-3062-79-7';

beforeAll(async () => {
  await createLibrary(t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
});
beforeEach(async () => {
  await t.db.deleteFrom('item').execute();
  await t.db.deleteFrom('bibAuthority').execute();
  await t.db.deleteFrom('bib').execute();
});

interface Row {
  title: string;
  isbn?: string;
  author?: string;
  year?: string;
  code?: string;
}
/** Rows of a SLiMS export. */
const slims = (...rows: Row[]): GivenFile[] => [
  {
    role: 'biblio',
    name: 'biblio.csv',
    content: rows
      .map(({ title, isbn = '', author = '', year = '', code = '' }) =>
        [title, 'Text', '', isbn, '', year, '', '', '', 'Indonesia', '', '', '', '', '']
          .concat(author && `<${author}>`, '', code && `<${code}>`)
          .map((cell) => `"${cell}"`)
          .join(','),
      )
      .join('\n'),
  },
];
const field = (tag: string, ...subfields: [code: string, value: string][]): MarcField => ({
  tag,
  ind1: ' ',
  ind2: ' ',
  subfields: subfields.map(([code, value]) => ({ code, value })),
});
const volume = (number: string, maker: string, ...title: [string, string][]): MarcRecord => ({
  leader: '00000nam a2200000 i 4500',
  fields: [
    ...(number === '' ? [] : [{ tag: '001', value: number }]),
    ...(maker === '' ? [] : [{ tag: '003', value: maker }]),
    { tag: '008', value: '261125s2008    io            000 0 ind d'.padEnd(40) },
    field('020', ['a', ISBN]),
    field('245', ...title),
  ],
});
const marc = (...records: MarcRecord[]): GivenFile[] => [
  {
    name: 'jilid.mrc',
    content: isoFile(...records),
  },
];
const titles = async (): Promise<string[]> => {
  const rows = await t.db.selectFrom('bib').select(['title', 'subtitle']).orderBy('id').execute();
  return rows.map(({ title, subtitle }) => [title, subtitle].filter(Boolean).join(' / '));
};

test('three rows of SLiMS with one ISBN and three titles are three titles, each with a line to decide', async () => {
  const rows = ['Ensiklopedi Flora', 'Ensiklopedi Fauna', 'Kamus Biologi'].map((title, i) => ({
    title,
    isbn: ISBN,
    code: `S${i}`,
  }));
  const { run, rows: report } = await importFiles(t.ctx(), t, { kind: 'slims' }, slims(...rows));
  expect(run).toMatchObject({ status: 'done', readCount: 3, createdCount: 3, itemCount: 3 });
  expect(await titles()).toEqual(['Ensiklopedi Flora', 'Ensiklopedi Fauna', 'Kamus Biologi']);
  const toDecide = report.filter(({ code }) => code === 'imports.title_maybe');
  expect(toDecide.map(({ label, params }) => [label, params.title])).toEqual([
    ['Ensiklopedi Fauna', 'Ensiklopedi Flora'],
    ['Kamus Biologi', 'Ensiklopedi Flora'],
  ]);
  expect(toDecide[0]?.message).toContain('Ensiklopedi Flora');
  const [group] = await listDuplicateGroups(t.ctx());
  expect(group?.bibs.map(({ title }) => title).toSorted()).toEqual((await titles()).toSorted());
  const again = await importFiles(t.ctx(), t, { kind: 'slims' }, slims(...rows));
  expect(again.run).toMatchObject({ createdCount: 0, skippedCount: 3, itemCount: 0 });
  expect(again.rows.filter(({ code }) => code === 'imports.title_maybe')).toEqual([]);
});

test('rows of one title are one still, also with another printing or without the subtitle', async () => {
  const book = { title: 'Laskar Pelangi', isbn: ISBN, author: 'Hirata, Andrea', year: '2005' };
  const { run } = await importFiles(
    t.ctx(),
    t,
    { kind: 'slims' },
    slims(
      { ...book, code: 'S1' },
      { ...book, year: '2008', code: 'S2' },
      { ...book, title: 'Laskar Pelangi : sebuah novel', code: 'S3' },
    ),
  );
  expect(run).toMatchObject({ createdCount: 1, itemCount: 3 });
  expect(await titles()).toEqual(['Laskar Pelangi']);
});

const SET: [string, string] = ['a', 'Sejarah Nasional Indonesia.'];
const PARTS: [string, string][] = [
  ['n', 'Jilid 1'],
  ['n', 'Jilid 2'],
  ['n', 'Jilid 3'],
];

test('a MARC import that replaces leaves the volumes of a set under one ISBN as they are', async () => {
  const own = PARTS.map((part, i) => volume(`v${i}`, 'UJI', SET, part));
  await importFiles(t.ctx(), t, { kind: 'marc' }, marc(...own));
  const before = await titles();
  expect(before).toEqual(PARTS.map(([, name]) => `Sejarah Nasional Indonesia / ${name}`));
  // volumes under the ISBN of their set are nobody's duplicates
  expect(await listDuplicateGroups(t.ctx())).toEqual([]);
  // the same of another library, and without any number
  for (const maker of ['PNRI', '']) {
    const others = PARTS.map((part, i) => volume(maker && `p${i}`, maker, SET, part));
    const { run } = await importFiles(t.ctx(), t, { kind: 'marc', overlay: 'replace' }, marc(...others));
    expect(run).toMatchObject({ createdCount: 0, updatedCount: 3 });
    expect(await titles()).toEqual(before);
  }
  // volume 3 alone
  const third = volume('x', 'LAIN', SET, ['n', 'Jilid III']);
  await importFiles(t.ctx(), t, { kind: 'marc', overlay: 'replace' }, marc(third));
  expect(await titles()).toEqual([...before.slice(0, 2), 'Sejarah Nasional Indonesia / Jilid III']);
});

test('volumes that are told apart by their titles alone are not written over either, and stand there to be decided', async () => {
  const own = ['Zaman Kuno', 'Zaman Jepang', 'Zaman Hindia'].map((a, i) => volume(`v${i}`, 'UJI', ['a', a]));
  const first = await importFiles(t.ctx(), t, { kind: 'marc' }, marc(...own));
  expect(first.rows.filter(({ code }) => code === 'imports.title_maybe')).toHaveLength(2);
  const before = await titles();
  const other = volume('p1', 'PNRI', ['a', 'Zaman Republik']);
  const { run, rows } = await importFiles(t.ctx(), t, { kind: 'marc', overlay: 'replace' }, marc(other));
  expect(run).toMatchObject({ createdCount: 1, updatedCount: 0 });
  expect(rows.map(({ code }) => code)).toContain('imports.title_maybe');
  expect(await titles()).toEqual([...before, 'Zaman Republik']);
});

test('two records of one file are never written over one and the same title', async () => {
  await importFiles(t.ctx(), t, { kind: 'marc' }, marc(volume('k', 'KOTA', ['a', 'Babad Blitar'])));
  const twice = ['catatan a', 'catatan b'].map((note) => {
    const record = volume('', '', ['a', 'Babad Blitar']);
    return { ...record, fields: [...record.fields, field('500', ['a', note])] };
  });
  const replaced = await importFiles(t.ctx(), t, { kind: 'marc', overlay: 'replace' }, marc(...twice));
  expect(replaced.run).toMatchObject({ createdCount: 1, updatedCount: 1 });
  const again = await importFiles(t.ctx(), t, { kind: 'marc', overlay: 'replace' }, marc(...twice));
  expect(again.run).toMatchObject({ createdCount: 0, updatedCount: 0, skippedCount: 2 });
});

test('whatever a file holds, importing it once more makes nothing new', async () => {
  const row = fc.record({
    title: fc.constantFrom('Laut', 'Laut Bercerita', 'Laut jilid 1', 'Laut jilid 2', 'Laut : kisah', 'Bumi'),
    isbn: fc.constantFrom('', ISBN, '978-602-03-3177-5'),
    author: fc.constantFrom('', 'Chudori, Leila', 'Hirata, Andrea'),
    year: fc.constantFrom('', '2005', '2008'),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 8 }),
      fc.constantFrom('skip' as const, 'add_items_only' as const, 'replace' as const),
      async (rows, overlay) => {
        await t.db.deleteFrom('bibAuthority').execute();
        await t.db.deleteFrom('bib').execute();
        await importFiles(t.ctx(), t, { kind: 'slims' }, slims(...rows));
        const before = (await titles()).length;
        const { run } = await importFiles(t.ctx(), t, { kind: 'slims', overlay }, slims(...rows));
        expect(run).toMatchObject({ status: 'done', createdCount: 0 });
        expect(await titles()).toHaveLength(before);
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);
