import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { addAttachment } from '#modules/collection/catalog';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { aroundBib, browseDdc, browseNames, newAndMostLent } from '../browse.ts';
import { buildSearchIndex } from '../build-index.ts';
import { listZeroResults } from '../vain/list-zero-results.ts';
import { search } from '../search.ts';
import { deleteStemException, listStemExceptions, saveStemException } from '../stem-exceptions.ts';
import { suggest } from '../suggest.ts';
import { bibRow, rewriteBib } from './bib-row.ts';

const t = useTestDb();
const ids = new Map<string, number>();
let libraries: number[] = [];

interface Book {
  title: string;
  authors?: string[];
  subjects?: string[];
  year?: number;
  ddc?: string;
  loanCount?: number;
  languages?: string[];
}
const books: Book[] = [
  {
    title: 'Bumi Manusia',
    authors: ['Pramoedya Ananta Toer'],
    subjects: ['Novel sejarah'],
    year: 1980,
    ddc: '899.2213',
    loanCount: 9,
  },
  {
    title: 'Jejak Langkah',
    authors: ['Pramoedya Ananta Toer'],
    subjects: ['Novel sejarah'],
    year: 1985,
    ddc: '899.2213',
    loanCount: 4,
  },
  {
    title: 'Arok Dedes',
    authors: ['Pramoedya Ananta Toer'],
    subjects: ['Kerajaan Singasari'],
    year: 1999,
    ddc: '899.2213',
  },
  {
    title: 'Ronggeng Dukuh Paruk',
    authors: ['Ahmad Tohari'],
    subjects: ['Novel sejarah'],
    year: 1982,
    ddc: '899.2213',
    loanCount: 5,
  },
  {
    title: 'Sejarah Blitar',
    authors: ['Bambang Suryo'],
    subjects: ['Blitar'],
    year: 2019,
    ddc: '959.82',
    loanCount: 2,
  },
  {
    title: 'Pendidikan Karakter',
    authors: ['Sri Wahyuni'],
    subjects: ['Pendidikan'],
    year: 2015,
    ddc: '370.1',
    loanCount: 7,
  },
  {
    title: 'Kamus Jawa',
    authors: ['Zoetmulder'],
    subjects: ['Bahasa Jawa'],
    year: 2011,
    ddc: '499.222',
    languages: ['ind', 'jav'],
  },
  { title: 'Tafsir Juz Amma', subjects: ['Tafsir'], ddc: '2X1.3' },
  { title: 'Zakat untuk Pemula', subjects: ['Zakat'], ddc: '2X4.2' },
];

beforeAll(async () => {
  const rows = books.map((book) => ({ languages: ['ind'], mainAuthor: book.authors?.[0] ?? null, ...bibRow(book) }));
  const added = await t.db.insertInto('bib').values(rows).returning(['id', 'title']).execute();
  for (const { id, title } of added) ids.set(title, id);
  const codes = ['KOTA', 'SANANWETAN', 'BENDOGERIT'];
  const made = await t.db
    .insertInto('library')
    .values(codes.map((code, index) => ({ code, name: `Perpustakaan ${code}`, type: 'kelurahan', sortOrder: index })))
    .returning('id')
    .execute();
  libraries = made.map(({ id }) => id);
  const [kota = 0, sananwetan = 0, bendogerit = 0] = libraries;
  const copies: [string, number, string, boolean][] = [
    ['Bumi Manusia', kota, '899.2213 TOE b', true],
    ['Bumi Manusia', sananwetan, '899.2213 TOE b', false],
    ['Bumi Manusia', sananwetan, '899.2213 TOE b', false],
    ['Bumi Manusia', bendogerit, '899.2213 TOE b', false],
    ['Jejak Langkah', kota, '899.2213 TOE j', false],
    ['Arok Dedes', kota, '899.2213 TOE a', false],
    ['Ronggeng Dukuh Paruk', kota, '899.2213 TOH r', false],
    ['Sejarah Blitar', kota, '959.82 SUR s', false],
  ];
  await t.db
    .insertInto('item')
    .values(
      copies.map(([title, libraryId, callNumber, onLoan], index) => ({
        bibId: ids.get(title) ?? 0,
        libraryId,
        callNumber,
        callNumberSort: callNumber.toLowerCase(),
        barcode: `B${index}`,
        accessionNumber: `A${index}`,
        itemType: 'umum',
        onLoan,
      })),
    )
    .execute();
  await buildSearchIndex(t.db, t.clock);
});

const titles = async (q: string, more: object = {}): Promise<string[]> =>
  (await search(t.ctx(), { q, ...more })).hits.map((hit) => hit.title);

describe('a search', () => {
  test('without words gives everything, most lent first, with all facets', async () => {
    const found = await search(t.ctx(), {});
    expect(found.total).toBe(books.length);
    expect(found.hits[0]?.title).toBe('Bumi Manusia');
    expect(found.facets.author[0]).toEqual({
      value: 'Pramoedya Ananta Toer',
      label: 'Pramoedya Ananta Toer',
      count: 3,
      selected: false,
    });
    expect(found.facets.language.map(({ label, count }) => [label, count])).toEqual([
      ['Indonesia', 9],
      ['Jawa', 1],
    ]);
    expect(found.facets.ddc.map(({ value, label, count }) => [value, label, count])).toContainEqual(['8', 'Sastra', 4]);
    expect(found.facets.available).toBe(5);
  });

  test('says where the copies are, most on the shelf first, the library chosen before all', async () => {
    const [kota = 0, sananwetan = 0, bendogerit = 0] = libraries;
    const [hit] = (await search(t.ctx(), { q: 'bumi manusia' })).hits;
    expect(hit?.holdings).toMatchObject([
      {
        libraryId: sananwetan,
        libraryName: 'Perpustakaan SANANWETAN',
        callNumber: '899.2213 TOE b',
        total: 2,
        available: 2,
        readHere: 0,
      },
      {
        libraryId: bendogerit,
        libraryName: 'Perpustakaan BENDOGERIT',
        callNumber: '899.2213 TOE b',
        total: 1,
        available: 1,
        readHere: 0,
      },
      {
        libraryId: kota,
        libraryName: 'Perpustakaan KOTA',
        callNumber: '899.2213 TOE b',
        total: 1,
        available: 0,
        readHere: 0,
      },
    ]);
    const chosen = await search(t.ctx(), { q: 'bumi manusia', filters: { libraryIds: [kota] } });
    expect(chosen.hits[0]?.holdings[0]?.libraryId).toBe(kota);
    expect((await search(t.ctx(), { q: 'bumi manusia', filters: { libraryIds: [kota], available: true } })).total).toBe(
      0,
    );
  });

  test('what is read on a screen is found and counted beside print, as soon as its file is there', async () => {
    const readable = async (q: string) => search(t.ctx(), { q, filters: { readable: true } });
    expect((await search(t.ctx(), { q: 'toer' })).facets.readable).toBe(0);
    expect((await readable('toer')).total).toBe(0);
    const file = { bibId: ids.get('Arok Dedes') ?? 0, title: 'Arok Dedes', access: 'members' as const };
    await addAttachment(t.ctx(), t.storage, file, new Blob(['%PDF-1.4\n%%EOF\n']));
    expect((await search(t.ctx(), { q: 'toer' })).facets.readable).toBe(1);
    expect((await readable('toer')).hits.map((hit) => hit.title)).toEqual(['Arok Dedes']);
    // together with a limit of call numbers both hold
    const both = { readable: true, callNumberFrom: 'zzz' };
    expect((await search(t.ctx(), { q: 'toer', filters: both })).total).toBe(0);
    expect((await search(t.ctx(), {})).facets.readable).toBe(1);
  });

  test('sorts by title, by year, by loans', async () => {
    expect(await titles('toer', { sort: 'title' })).toEqual(['Arok Dedes', 'Bumi Manusia', 'Jejak Langkah']);
    expect(await titles('toer', { sort: 'newest' })).toEqual(['Arok Dedes', 'Jejak Langkah', 'Bumi Manusia']);
    expect(await titles('toer', { sort: 'popular' })).toEqual(['Bumi Manusia', 'Jejak Langkah', 'Arok Dedes']);
  });

  test('that finds nothing is answered by the likeliest other query, and says so', async () => {
    expect(await search(t.ctx(), { q: 'pendidkan' })).toMatchObject({
      total: 1,
      query: 'pendidikan',
      correctedFrom: 'pendidkan',
    });
    expect(await search(t.ctx(), { q: 'xyzzyq' })).toMatchObject({ query: 'xyzzyq', correctedFrom: null, total: 0 });
  });

  test('that no record answers whole is answered in part, and says so', async () => {
    const found = await search(t.ctx(), { q: 'sejarah xyzzyq' });
    expect(found).toMatchObject({
      query: 'sejarah xyzzyq',
      correctedFrom: null,
      partial: { missing: ['xyzzyq'] },
      total: 4,
    });
    expect((await search(t.ctx(), { q: 'sejarah blitar' })).partial).toBeNull();
  });

  test('never fails, whatever is typed', async () => {
    const odd = [
      '1\0',
      '\0',
      '899\0.2',
      '\ud8001',
      '9'.repeat(400),
      '-'.repeat(300),
      '"'.repeat(21),
      '2X',
      '000',
      "1' or 1=1",
      '%_1',
      'the '.repeat(90),
    ];
    for (const q of odd) expect((await search(t.ctx(), { q })).total).toBeGreaterThanOrEqual(0);
    await expect(search(t.ctx(), { q: 'a'.repeat(401) })).rejects.toMatchObject({ code: 'search.query_too_long' });
    // blanks around it are nobody's letters
    expect((await search(t.ctx(), { q: `${' '.repeat(900)}toer` })).total).toBe(3);
  });

  test('that filters leave empty still shows what other choices would give', async () => {
    const found = await search(t.ctx(), { q: 'toer', filters: { authors: ['Ahmad Tohari'] } });
    expect(found).toMatchObject({ total: 0, unfiltered: 3, correctedFrom: null });
    expect(found.facets.author).toEqual([
      { value: 'Pramoedya Ananta Toer', label: 'Pramoedya Ananta Toer', count: 3, selected: false },
      { value: 'Ahmad Tohari', label: 'Ahmad Tohari', count: 0, selected: true },
    ]);
  });

  test('completes a last word that stands for nothing yet', async () => {
    expect(await titles('ronggeng duk')).toEqual(['Ronggeng Dukuh Paruk']);
    expect(await titles('karak', { typing: true })).toEqual(['Pendidikan Karakter']);
    expect((await search(t.ctx(), { q: 'karakt' })).correctedFrom).toBeNull();
  });
});

describe('a copy’s number', () => {
  test('leads to its record, among what has it as a word', async () => {
    for (const q of ['B0', 'b0', 'A0']) expect(await titles(q)).toEqual(['Bumi Manusia']);
    expect(await titles('899.2213 TOE b')).toEqual(['Bumi Manusia']);
    expect(await titles('899.2213 TOE')).toEqual(['Bumi Manusia', 'Jejak Langkah', 'Arok Dedes']);
    expect(await titles('2X1')).toEqual(['Tafsir Juz Amma']);
    // with words beside it, it is a word
    expect((await search(t.ctx(), { q: 'B0 zakat' })).partial).not.toBeNull();
  });

  test('of a record that is gone leads nowhere', async () => {
    const gone = ids.get('Arok Dedes') ?? 0;
    await t.db.updateTable('bib').set('hidden', true).where('id', '=', gone).execute();
    expect(await titles('A5')).toEqual([]);
    await t.db.updateTable('bib').set('hidden', false).where('id', '=', gone).execute();
    expect(await titles('A5')).toEqual(['Arok Dedes']);
  });
});

describe('searches in vain', () => {
  test('are counted by day, without the person, and without numbers that could be one', async () => {
    const anyone = t.ctx({ kind: 'member', id: 5, number: '001', name: 'Sari', sessionId: 1 });
    await search(anyone, { q: 'Xylofon  Ajaib' });
    await search(anyone, { q: 'xylofon ajaib' });
    await search(anyone, { q: '3572014503010002' });
    await search(anyone, { q: 'sari@contoh.id' });
    const rows = await listZeroResults(t.ctx(), { since: '2026-11-01' });
    expect(rows[0]).toEqual({ query: 'xylofon ajaib', count: 2, lastDay: '2026-11-25' });
    expect(rows.map((row) => row.query)).not.toContain('3572014503010002');
    expect(rows.map((row) => row.query)).not.toContain('sari@contoh.id');
    await expect(listZeroResults(anyone, { since: '2026-11-01' })).rejects.toMatchObject({ status: 403 });
  });
});

describe('while typing', () => {
  test('titles, authors and subjects are offered', async () => {
    expect(await suggest(t.ctx(), 'pram')).toEqual({
      titles: ['Bumi Manusia', 'Jejak Langkah', 'Arok Dedes'].map((title) => ({
        id: ids.get(title),
        title,
        author: 'Pramoedya Ananta Toer',
      })),
      authors: [{ name: 'Pramoedya Ananta Toer', count: 3 }],
      subjects: [],
    });
    expect((await suggest(t.ctx(), 'novel sej')).subjects).toEqual([{ name: 'Novel sejarah', count: 3 }]);
    expect(await suggest(t.ctx(), 'b')).toEqual({ titles: [], authors: [], subjects: [] });
  });
});

describe('browsing', () => {
  test('DDC from class to class, with the Indonesian classes of Islam', async () => {
    expect((await browseDdc(t.ctx())).map(({ ddc, count }) => `${ddc} ${count}`)).toEqual([
      '2 2',
      '3 1',
      '4 1',
      '8 4',
      '9 1',
    ]);
    expect(await browseDdc(t.ctx(), '2')).toEqual([{ ddc: '2X', count: 2, more: true }]);
    expect((await browseDdc(t.ctx(), '2X')).map(({ ddc }) => ddc)).toEqual(['2X1', '2X4']);
    expect(await browseDdc(t.ctx(), '899')).toEqual([{ ddc: '899.2', count: 4, more: true }]);
  });

  test('authors from A to Z, page by page', async () => {
    const page = await browseNames(t.ctx(), { field: 'authors', limit: 2 });
    expect(page.names.map(({ name }) => name)).toEqual(['Ahmad Tohari', 'Bambang Suryo']);
    expect(page.total).toBe(5);
    expect(page.letters.map(({ letter }) => letter)).toEqual(['A', 'B', 'P', 'S', 'Z']);
    const under = await browseNames(t.ctx(), { field: 'authors', letter: 'P' });
    expect(under.names).toEqual([{ name: 'Pramoedya Ananta Toer', count: 3 }]);
    await rewriteBib(t.db, ids.get('Tafsir Juz Amma') ?? 0, { authors: ['Arswendo'] });
    expect((await browseNames(t.ctx(), { field: 'authors', letter: 'A' })).names).toHaveLength(2);
  });

  test('records like one share its author or subject, the rarer first', async () => {
    const related = async (bibId: number): Promise<string[]> =>
      (await aroundBib(t.ctx(), { bibId, libraryId: null, related: 6, each: 2 })).related.map((card) => card.title);
    expect(await related(ids.get('Bumi Manusia') ?? 0)).toEqual([
      'Jejak Langkah',
      'Arok Dedes',
      'Ronggeng Dukuh Paruk',
    ]);
    expect(await related(999_999)).toEqual([]);
  });

  test('the shelf left and right of a book', async () => {
    const [kota = 0, , bendogerit = 0] = libraries;
    const around = async (libraryId: number) =>
      aroundBib(t.ctx(), { bibId: ids.get('Jejak Langkah') ?? 0, libraryId, related: 0, each: 2 });
    const { shelf } = await around(kota);
    expect(shelf?.left.map((card) => card.title)).toEqual(['Arok Dedes', 'Bumi Manusia']);
    expect(shelf?.here.title).toBe('Jejak Langkah');
    expect(shelf?.right.map((card) => card.title)).toEqual(['Ronggeng Dukuh Paruk', 'Sejarah Blitar']);
    expect((await around(bendogerit)).shelf).toBeNull();
  });

  test('what is new and what is lent most', async () => {
    const { fresh, mostLent } = await newAndMostLent(t.ctx(), 3);
    expect(fresh.slice(0, 2).map((card) => card.title)).toEqual(['Zakat untuk Pemula', 'Tafsir Juz Amma']);
    expect(mostLent.map((card) => card.title)).toEqual(['Bumi Manusia', 'Pendidikan Karakter', 'Ronggeng Dukuh Paruk']);
    // a title that was lent once or twice tells of its reader, and is not lent often
    const lent = (await newAndMostLent(t.ctx(), 50)).mostLent.map(({ id }) => id);
    const { rows } = await sql<{ id: number }>`select id from bib where loan_count between 1 and 2`.execute(t.db);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ id }) => lent.includes(id))).toEqual([]);
  });
});

describe('exceptions of the stemmer', () => {
  test('are kept with their trace and followed from the next build on', async () => {
    expect(await titles('derma')).toEqual([]);
    // everybody's search follows it: it is not for a school to say
    const teacher = t.ctx({ id: 7, grants: [{ libraryId: 999, permissions: ['catalog.*'] }] });
    await expect(saveStemException(teacher, { word: 'Derma', stem: 'zakat' })).rejects.toMatchObject({
      code: 'platform.forbidden',
    });
    await saveStemException(t.ctx(), { word: 'Derma', stem: 'zakat' });
    await saveStemException(t.ctx(), { word: 'pemula', stem: 'pemula' });
    await buildSearchIndex(t.db, t.clock);
    await expect.poll(async () => titles('derma')).toEqual(['Zakat untuk Pemula']);
    expect(await listStemExceptions(t.ctx())).toEqual([
      { word: 'derma', stem: 'zakat' },
      { word: 'pemula', stem: 'pemula' },
    ]);
    await deleteStemException(t.ctx(), 'derma');
    await deleteStemException(t.ctx(), 'derma');
    expect(await listStemExceptions(t.ctx())).toEqual([{ word: 'pemula', stem: 'pemula' }]);
    const trace = await t.db
      .selectFrom('auditEvent')
      .select(['action', 'entityId'])
      .where('entity', '=', 'stem_exception')
      .orderBy('id')
      .execute();
    expect(trace.map(({ action, entityId }) => `${action} ${entityId}`)).toEqual([
      'stem_exception.saved derma',
      'stem_exception.saved pemula',
      'stem_exception.deleted derma',
    ]);
    await expect(saveStemException(t.ctx(), { word: 'dua kata', stem: 'kata' })).rejects.toMatchObject({
      code: 'search.one_word',
    });
  });
});
