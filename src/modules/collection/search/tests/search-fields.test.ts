import { beforeAll, describe, expect, test } from 'vitest';
import { createAuthority, createBib } from '#modules/collection/catalog';
import { makeItem } from '#modules/collection/catalog/testing';
import type { MarcField, MarcRecord } from '#shared/marc/record';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { buildSearchIndex } from '../build-index.ts';
import { OTHER_FIELDS, SEARCH_FIELDS, type SearchField } from '../rules/query/search-fields.ts';
import { search } from '../search.ts';
import { addLibraries } from './random-catalogue.ts';

const t = useTestDb();

const data = (tag: string, ...subfields: [code: string, value: string][]): MarcField => ({
  tag,
  ind1: ' ',
  ind2: ' ',
  subfields: subfields.map(([code, value]) => ({ code, value })),
});
/** A record with these fields; with a title of no interest unless they give one. */
const record = (...fields: MarcField[]): MarcRecord => ({
  leader: '00000nam a2200000 i 4500',
  fields: [
    { tag: '008', value: '261125s2019    io a          000 0 ind d'.padEnd(40) },
    ...(fields.some(({ tag }) => tag === '245') ? [] : [data('245', ['a', 'Buku tanpa nama'])]),
    ...fields,
  ],
});

const LETTERS = 'bdfghklmnprt';
/** A word that no other line has, and that no stemmer shortens. */
const wordOf = (number: number): string => {
  const letter = (place: number): string =>
    LETTERS.charAt(Math.floor(number / LETTERS.length ** place) % LETTERS.length);
  return `x${letter(2)}a${letter(1)}u${letter(0)}`;
};

interface Case {
  name: string;
  field: MarcField;
  queries: string[];
}

/** For a tag of a pattern, one that no other line names. */
const tagOf = (tag: string): string => (tag === '5xx' ? '508' : tag === '6xx' ? '690' : tag);
const LIMITED: Partial<Record<SearchField['as'], string>> = {
  title: 'judul',
  titles: 'judul',
  authors: 'pengarang',
  subjects: 'subjek',
  series: 'seri',
  publishers: 'penerbit',
};

/** One case for each tag and subfield of each line. */
const cases: Case[] = SEARCH_FIELDS.flatMap((line) =>
  line.tags.split(' ').flatMap((name) => {
    const codes = line.codes === '*' ? 'a' : line.codes || ' ';
    return [...codes].map((code) => ({ line, tag: tagOf(name), code }));
  }),
).map(({ line, tag, code }, number): Case => {
  const name = `${tag} ${code.trim() && `$${code} `}(${line.what})`;
  if (line.as === 'numbers') {
    const value = `K-${1000 + number} 77`;
    const key = value.replace(/[- ]/g, '');
    const field: MarcField = code === ' ' ? { tag, value } : data(tag, [code, value]);
    return { name, field, queries: [value.replace(' ', '-'), key, key.toLowerCase(), `isbn:${key}`] };
  }
  const word = wordOf(number);
  const limit = LIMITED[line.as];
  const first: [string, string][] = line.from && line.from !== code ? [[line.from, 'Karya']] : [];
  const whole: [string, string][] = tag === '245' && code !== 'a' ? [['a', 'Buku tanpa nama']] : [];
  return {
    name,
    field: data(tag, ...whole, ...first, [code, word]),

    queries: [word, ...(limit === undefined ? [] : [`${limit}:${word}`])],
  };
});

const ids = new Map<string, number>();
const add = async (name: string, ...fields: MarcField[]): Promise<number> => {
  const { bib } = await createBib(t.ctx(), { marc: record(...fields), allowDuplicate: true });
  ids.set(name, bib.id);
  return bib.id;
};
/** The records that a query finds as it stands. */
const found = async (q: string): Promise<number[]> => {
  const { hits, correctedFrom, partial } = await search(t.ctx(), { q });
  return correctedFrom === null && partial === null ? hits.map((hit) => hit.id) : [];
};

beforeAll(async () => {
  for (const { name, field } of cases) await add(name, field);
  await buildSearchIndex(t.db, t.clock);
}, 120_000);

describe('every line of the list of fields', () => {
  test.each(cases)('$name', async ({ name, queries }) => {
    for (const q of queries) expect({ q, ids: await found(q) }).toEqual({ q, ids: [ids.get(name)] });
  });

  test('weighs what the list says: titles before authors before subjects before the rest', async () => {
    const word = 'xyana';
    const rest = await add('weight rest', data('520', ['a', word]));
    const subject = await add('weight subject', data('650', ['a', word]));
    const author = await add('weight author', data('700', ['a', word]));
    const other = await add('weight other title', data('246', ['a', `Lain ${word}`]));
    const title = await add('weight title', data('245', ['a', word]));
    expect(await found(word)).toEqual([title, other, author, subject, rest]);
  });
});

describe('what the index of a record says besides', () => {
  test('nothing is found by fields that are the library’s own business', async () => {
    await add('private', ...['541', '561', '583', '590', '599'].map((tag) => data(tag, ['a', 'rahasiawi'])));
    expect(await found('rahasiawi')).toEqual([]);
  });

  test('numbers in every way in which they are typed', async () => {
    const bib = await add(
      'numbers',
      data('020', ['a', '978-979-97312-3-4 (jil. 1)'], ['z', '979-97312-3-X']),
      data('022', ['a', '2087-123X']),
      data('028', ['a', '438 953-2']),
    );
    for (const q of [
      '9789799731234',
      '979 97312 3 1',
      '979-97312-3-x',
      '2087-123X',
      '2087123x',
      '438 953-2',
      '4389532',
    ]) {
      expect({ q, ids: await found(q) }).toEqual({ q, ids: [bib] });
    }
  });

  const others: Record<(typeof OTHER_FIELDS)[number]['as'], () => Promise<void>> = {
    'as the field that its $6 names': async () => {
      const bib = await add(
        'script',
        data('245', ['6', '880-01'], ['a', 'Serat']),
        data('880', ['6', '245-01'], ['a', 'ꦱꦼꦫꦠ꧀ xanuna']),
      );
      expect(await found('judul:xanuna')).toEqual([bib]);
    },
    'as the name, subject or series that is linked to it': async () => {
      await createAuthority(t.ctx(), { kind: 'name', heading: 'Xusida Xutana', see: ['Xulima'], seeAlso: [] });
      const bib = await add('authority', data('100', ['a', 'Xusida Xutana']));
      expect(await found('pengarang:xulima')).toEqual([bib]);
    },
    rest: async () => {
      const bib = await add('kind', data('502', ['a', 'Xorana (Skripsi)']));
      expect(await found('xorana skripsi')).toEqual([bib]);
    },
    class: async () => {
      const bib = await add('class', data('082', ['a', '899.2213']));
      for (const q of ['899.22', '899', '899.2213']) expect(await found(q)).toEqual([bib]);
      expect(await found('899.3')).toEqual([]);
    },
    'call number': async () => {
      const bib = await withCopy('call number', { callNumber: '741.5 PRA b' });
      for (const q of ['741.5 PRA', '741.5 pra b', '741.5'])
        expect({ q, ids: await found(q) }).toEqual({ q, ids: [bib] });
      expect(await found('741.5 PRO')).toEqual([]);
    },
    barcode: async () => {
      const bib = await withCopy('barcode', { barcodes: ['LMB-00077'] });
      for (const q of ['LMB-00077', 'lmb-00077']) expect(await found(q)).toEqual([bib]);
    },
    'accession number': async () => {
      const bib = await withCopy('accession', {});
      await t.db.updateTable('item').set('accessionNumber', '0815/BLT/H/2026').where('bibId', '=', bib).execute();
      for (const q of ['0815/BLT/H/2026', '0815/blt/h/2026']) expect(await found(q)).toEqual([bib]);
    },
  };
  let libraryId = 0;
  const withCopy = async (name: string, copy: { callNumber?: string; barcodes?: string[] }): Promise<number> => {
    const bibId = await add(name);
    libraryId ||= (await addLibraries(t.db, 1))[0] ?? 0;
    await makeItem(t.ctx(), { bibId, libraryId, ...copy });
    return bibId;
  };
  test.each(OTHER_FIELDS)('$of: $what', async ({ as }) => others[as]());
});
