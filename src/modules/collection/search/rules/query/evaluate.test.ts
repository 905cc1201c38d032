import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentTerms, type DocumentText } from '../postings/document-terms.ts';
import { Rows, evaluate, type StoredRow } from './evaluate.ts';
import { IndexBuilder } from '../postings/index-builder.ts';
import { matchDocument } from './match-document.ts';
import { parseQuery } from './parse-query.ts';
import { planQuery, rowsOf } from './plan-query.ts';
import { makeStemmer } from '../words/stem-exceptions.ts';

const stem = makeStemmer();
const record = (title: string, more: Partial<DocumentText> = {}): DocumentText => ({
  title,
  titles: [],
  authors: [],
  subjects: [],
  series: [],
  publishers: [],
  rest: [],
  numbers: [],
  ...more,
});

function indexOf(records: readonly DocumentText[]) {
  const documents = records.map((text) => documentTerms(text, stem));
  const builder = new IndexBuilder(stem);
  documents.forEach((document, ord) => builder.add(ord, document));
  const stored = new Map<string, StoredRow>(
    [...builder.rows()].map(({ term, list, places }) => [term, { list, places }]),
  );
  return {
    /** [ord, rank] of the matches, from the index. */
    search: (query: string): number[][] => {
      const plan = planQuery(parseQuery(query), stem);
      const wanted = new Set(rowsOf(plan).terms);
      const rows = new Rows(new Map([...stored].filter(([term]) => wanted.has(term))));
      const { hits, excluded } = evaluate(plan, rows, (ord) => documents[ord]?.titleLength ?? 0);
      const out = new Set([...excluded].map((entry) => entry >>> 4));
      if (hits === null) return documents.flatMap((_, ord) => (out.has(ord) ? [] : [[ord, 0]]));
      return [...hits].map((entry) => [entry >>> 4, entry & 15]);
    },
    /** The same, asking every record in turn. */
    scan: (query: string): number[][] => {
      const plan = planQuery(parseQuery(query), stem);
      return documents.flatMap((document, ord) => {
        const found = matchDocument(plan, document);
        return found === null ? [] : [[ord, found]];
      });
    },
  };
}

const library = [
  record('Bumi Manusia', {
    authors: ['Pramoedya Ananta Toer'],
    subjects: ['Fiksi Indonesia'],
    numbers: ['9789799731234'],
  }),
  record('Memahami Bumi Manusia', { titles: ['kajian novel'], subjects: ['Kesusastraan Indonesia'] }),
  record('Djalan Tak Ada Udjung', { authors: ['Mochtar Lubis'] }),
  record('Jalan Tak Ada Ujung', {
    authors: ['Mochtar Lubis'],
    publishers: ['Yayasan Obor'],
    series: ['Sastra Klasik'],
  }),
  record('Beternak Ayam Tanpa Bau', { authors: ['Sukarno Putra'] }),
  record('Dibawah Bendera Revolusi', { authors: ['Soekarno'] }),
  record('Lajar Terkembang'),
  record('Belenggoe'),
  record('Kisah Pelajaran Berlayar', { subjects: ['Raja-raja'] }),
  record('Panggil Aku Kartini Sadja', { subjects: ['Kartini, R.A., 1879-1904'], rest: ['Kumpulan doa'] }),
  record('Ajari Saya Menulis', { authors: ['Muhammad Syafi’i'] }),
  record("Tafsir Al-Qur'an", { authors: ['Menulis, Ahmad'] }),
];
const { search } = indexOf(library);
const found = (query: string): string[] => search(query).map(([ord]) => library[ord ?? 0]?.title ?? '');

describe('finding by words', () => {
  test('all words are required, in any order, in any field', () => {
    expect(found('manusia bumi')).toEqual(['Bumi Manusia', 'Memahami Bumi Manusia']);
    expect(found('toer pramoedya ananta bumi manusia')).toEqual(['Bumi Manusia']);
    expect(found('bumi kosong')).toEqual([]);
  });
  test('the title that is the query, no more and no less, comes first; then titles, then authors', () => {
    expect(search('bumi manusia').map(([, rank]) => rank)).toEqual([0, 1]);
    expect(search('pramoedya')[0]).toEqual([0, 3]);
  });
  test('old spelling and new find each other', () => {
    for (const query of ['djalan tak ada udjung', 'jalan tak ada ujung']) {
      expect(found(query)).toEqual(['Djalan Tak Ada Udjung', 'Jalan Tak Ada Ujung']);
    }
    expect(found('sukarno')).toEqual(['Beternak Ayam Tanpa Bau', 'Dibawah Bendera Revolusi']);
    expect(found('soekarno')).toEqual(found('sukarno'));
    expect(found('kartini saja')).toEqual(['Panggil Aku Kartini Sadja']);
    expect(found('di bawah bendera revolusi')).toEqual(['Dibawah Bendera Revolusi']);
  });
  test('a word that carries no mark of its age is found in the spelling of the other age', () => {
    expect(found('layar terkembang')).toEqual(['Lajar Terkembang']);
    expect(found('"layar terkembang"')).toEqual(['Lajar Terkembang']);
    expect(found('lajar terkembang')).toEqual(['Lajar Terkembang']);
    expect(found('belenggu')).toEqual(['Belenggoe']);
    // but no word of today stands for another one
    expect(found('raya')).toEqual([]);
    expect(found('pelajaran')).not.toContain('Lajar Terkembang');
  });
  test('"saja" also finds "saya", after its exact matches', () => {
    expect(search('saja').map(([ord, rank]) => [library[ord ?? 0]?.title, rank])).toEqual([
      ['Panggil Aku Kartini Sadja', 1],
      ['Ajari Saya Menulis', 2],
    ]);
    expect(found('saya')).toEqual(['Ajari Saya Menulis']);
  });
  test('inflected words meet in their root, but names are never stemmed', () => {
    expect(found('ternak')).toEqual(['Beternak Ayam Tanpa Bau']);
    expect(found('tulis')).toEqual(['Ajari Saya Menulis']);
    expect(found('menulis')).toEqual(['Ajari Saya Menulis', "Tafsir Al-Qur'an"]);
  });
  test('a phrase wants its words next to each other, in one field', () => {
    expect(found('"bumi manusia"')).toEqual(['Bumi Manusia', 'Memahami Bumi Manusia']);
    expect(found('"manusia bumi"')).toEqual([]);
    expect(found('"manusia kajian"')).toEqual([]);
    expect(found('"tak ada ujung"')).toEqual(['Djalan Tak Ada Udjung', 'Jalan Tak Ada Ujung']);
    expect(found('"di bawah bendera"')).toEqual(['Dibawah Bendera Revolusi']);
  });
  test('-word takes records away, alone too', () => {
    expect(found('bumi -kajian')).toEqual(['Bumi Manusia']);
    expect(found('-"bumi manusia"')).toHaveLength(library.length - 2);
  });
  test('a field limits a word to it', () => {
    expect(found('pengarang:sukarno')).toEqual(['Beternak Ayam Tanpa Bau', 'Dibawah Bendera Revolusi']);
    expect(found('title:sukarno')).toEqual([]);
    expect(found('subjek:indonesia')).toEqual(['Bumi Manusia', 'Memahami Bumi Manusia']);
    expect(found('penerbit:obor')).toEqual(['Jalan Tak Ada Ujung']);
    expect(found('seri:"sastra klasik"')).toEqual(['Jalan Tak Ada Ujung']);
    expect(found('judul:"bumi manusia" -judul:memahami')).toEqual(['Bumi Manusia']);
  });
  test('an ISBN is found with and without hyphens, as ISBN-10 too', () => {
    for (const query of ['978-979-97312-3-4', '9789799731234', 'isbn:978 979 97312 3 4', '979-97312-3-1']) {
      expect(found(query)).toEqual(['Bumi Manusia']);
    }
  });
  test('short words, apostrophes, initials and name variants', () => {
    expect(found('doa')).toEqual(['Panggil Aku Kartini Sadja']);
    expect(found('quran')).toEqual(["Tafsir Al-Qur'an"]);
    expect(found('alquran')).toEqual(["Tafsir Al-Qur'an"]);
    expect(found('RA Kartini')).toEqual(['Panggil Aku Kartini Sadja']);
    expect(found('moh syafii')).toEqual(['Ajari Saya Menulis']);
  });
});

describe('the index', () => {
  const word = fc.constantFrom(
    ...'bumi manusia menulis tulis tulisan penulis buku-buku buku di bawah dibawah djalan jalan oedjoeng ujung saja saya al quran alquran'.split(
      ' ',
    ),
    ...'e-book ebook R.A. ra moh muhammad chairil khairil doa & sastra kesusastraan siti sitti'.split(' '),
  );
  const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '));
  const texts = fc.array(text, { maxLength: 2 });
  const records = fc.array(
    fc.record<DocumentText>({
      title: text,
      titles: texts,
      authors: texts,
      subjects: texts,
      series: texts,
      publishers: texts,
      rest: texts,
      numbers: fc.constant([]),
    }),
    { maxLength: 25 },
  );
  const part = fc.oneof(
    { weight: 4, arbitrary: word },
    fc
      .tuple(fc.constantFrom('', '-', 'title:', 'author:', 'subject:', 'publisher:', 'series:', '-author:'), word)
      .map((two) => two.join('')),
    fc.tuple(fc.constantFrom('', '-', 'title:', 'author:'), text).map(([mark, words]) => `${mark}"${words}"`),
  );
  const query = fc.array(part, { maxLength: 4 }).map((parts) => parts.join(' '));

  test('answers every query as asking each record in turn would', () => {
    fc.assert(
      fc.property(records, fc.array(query, { minLength: 1, maxLength: 6 }), (all, queries) => {
        const index = indexOf(all);
        for (const asked of queries) expect([asked, index.search(asked)]).toEqual([asked, index.scan(asked)]);
      }),
      { numRuns: 300 },
    );
  });

  test('no input whatever makes a query fail', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.stringMatching(/^["\-:a-z 0-9.']{0,40}$/),
    );
    fc.assert(
      fc.property(anything, (asked) => void search(asked)),
      { numRuns: 500 },
    );
  });
});
