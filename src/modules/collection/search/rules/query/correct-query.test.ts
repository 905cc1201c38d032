import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { correctedQueries } from './correct-query.ts';
import { editDistance } from '../words/edit-distance.ts';
import { parseQuery } from './parse-query.ts';
import { planQuery } from './plan-query.ts';
import { makeStemmer } from '../words/stem-exceptions.ts';
import { Vocabulary } from '../words/vocabulary.ts';

const stem = makeStemmer();
const known: Record<string, number> = {
  pendidikan: 90,
  pendidik: 4,
  laskar: 3,
  pelangi: 5,
  bumi: 20,
  manusia: 40,
  manis: 12,
  mana: 3,
  sejarah: 70,
  blitar: 30,
  bumiputera: 6,
  bola: 9,
  kura: 2,
  kuda: 2,
  menjadi: 60,
  tas: 30,
};
const words = Object.keys(known).sort();
const vocabulary = new Vocabulary(words, Uint32Array.from(words.map((word) => known[word] ?? 0)));
const corrected = (query: string): string | undefined =>
  correctedQueries(query, planQuery(parseQuery(query), stem), { vocabulary, stem }, 5)[0];

describe('maksud Anda', () => {
  test.each([
    ['pendidkan', 'pendidikan'],
    ['lascar pelangi', 'laskar pelangi'],
    ['bumi manusa', 'bumi manusia'],
    ['Sejarrah Blitar', 'sejarah Blitar'],
    ['sejarah bilitar', 'sejarah blitar'],
    ['sejarahblitar', 'sejarah blitar'],
    ['bumi putera', 'bumiputera'],
    ['judul:pelagni', 'judul:pelangi'],
  ])('%s → %s', (query, meant) => {
    expect(corrected(query)).toBe(meant);
  });
  test('nothing is invented for what is like nothing known', () => {
    expect(corrected('xyzzyq')).toBeUndefined();
    expect(corrected('978-602-1234-56-7')).toBeUndefined();
  });
  test.each(['menjahit', 'kuda manusia'])('%s is not exchanged for a word that only looks like it', (query) => {
    expect(corrected(query)).toBeUndefined();
  });
  test('a word with one letter wrong is found among any words', () => {
    const word = fc.stringMatching(/^[a-z]{4,9}$/);
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 40 }), fc.nat(), fc.nat(), (all, which, place) => {
        const list = [...all].sort();
        const vocabularyOfAll = new Vocabulary(list, new Uint32Array(list.length).fill(1));
        const meant = list[which % list.length] ?? '';
        const at = place % meant.length;
        const typed = meant.slice(0, at) + meant.slice(at + 1);
        const candidates = vocabularyOfAll.correct(typed, 100).map((candidate) => candidate.word);
        expect(typed.length < 3 || typed === meant || list.includes(typed) || candidates.includes(meant)).toBe(true);
      }),
    );
  });
});

describe('words that begin like what is typed', () => {
  test('the most frequent come first, the prefix itself is left out', () => {
    expect(vocabulary.complete('pend', 5)).toEqual(['pendidikan', 'pendidik']);
    expect(vocabulary.complete('pendidik', 5)).toEqual(['pendidikan']);
    expect(vocabulary.complete('man', 2)).toEqual(['manusia', 'manis']);
    expect(vocabulary.complete('q', 5)).toEqual([]);
    expect(vocabulary.complete('', 5)).toEqual([]);
  });
  test('are the same as by sorting all words', () => {
    const entry = fc.tuple(fc.stringMatching(/^[ab]{1,5}$/), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(
        fc.uniqueArray(entry, { selector: ([word]) => word }),
        fc.stringMatching(/^[ab]{1,3}$/),
        (all, prefix) => {
          const list = [...all].sort(([a], [b]) => (a < b ? -1 : 1));
          const counts = new Map(list);
          const vocabularyOfAll = new Vocabulary(
            list.map(([word]) => word),
            Uint32Array.from(list.map(([, docs]) => docs)),
          );
          const expected = list
            .filter(([word]) => word.startsWith(prefix) && word !== prefix)
            .map(([, docs]) => docs)
            .sort((a, b) => b - a)
            .slice(0, 4);
          expect(vocabularyOfAll.complete(prefix, 4).map((word) => counts.get(word))).toEqual(expected);
        },
      ),
    );
  });
});

describe('mistakes between two words', () => {
  test('are counted, half for letters that sound alike', () => {
    expect(editDistance('laskar', 'lascar', 2)).toBe(0.5);
    expect(editDistance('pelagni', 'pelangi', 2)).toBe(1);
    expect(editDistance('manusia', 'manusa', 2)).toBe(1);
    expect(editDistance('mohammad', 'mohamad', 2)).toBe(0.5);
    expect(editDistance('buku', 'meja', 2)).toBe(Infinity);
  });
  test('are the same in both directions', () => {
    const word = fc.stringMatching(/^[a-d]{0,7}$/);
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b, 3)).toBe(editDistance(b, a, 3));
        expect(editDistance(a, a, 3)).toBe(0);
      }),
    );
  });
});
