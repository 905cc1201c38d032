import { expect, test } from 'vitest';
import { faultsOf, judgeFound, type FoundFacts } from './judge-found.ts';
import type { SearchGoal } from './tasks.ts';

const goal = (over: Partial<SearchGoal> = {}): SearchGoal => ({
  ...{ count: 2, ddc: ['551.2'], words: '', yearFrom: 2016, yearTo: null, language: null, material: null },
  ...{ audience: null, standing: 'shelf', places: [], filters: [], ...over },
});
const [MAIN, NEAR, FAR] = [1, 2, 3];
const facts = (bibId: number, over: Partial<NonNullable<FoundFacts['record']>> = {}): FoundFacts => ({
  ...{ bibId, byWords: false },
  record: {
    ...{ year: 2019, languages: ['ind'], material: 'book', audience: 'adult', ddc: '551.21' },
    holdings: [{ libraryId: MAIN, total: 3, onShelf: 1 }],
    ...over,
  },
});

test('a record on the subject, of the right year and on a shelf is right', () => {
  expect(faultsOf(goal(), facts(1), null)).toEqual([]);
});

test('of the wrong year, of another subject, without a year, on loan: each says why', () => {
  expect(faultsOf(goal(), facts(1, { year: 2009 }), null)).toEqual(['too_old']);
  expect(faultsOf(goal({ yearTo: 2018 }), facts(1), null)).toEqual(['too_new']);
  expect(faultsOf(goal(), facts(1, { year: null }), null)).toEqual(['no_year']);
  expect(faultsOf(goal(), facts(1, { ddc: '552' }), null)).toEqual(['other_topic']);
  expect(faultsOf(goal(), facts(1, { ddc: null }), null)).toEqual(['other_topic']);
  expect(faultsOf(goal(), facts(1, { holdings: [{ libraryId: MAIN, total: 2, onShelf: 0 }] }), null)).toEqual([
    'on_loan',
  ]);
  expect(faultsOf(goal({ language: 'eng' }), facts(1), null)).toEqual(['other_language']);
  expect(faultsOf(goal(), { bibId: 9, byWords: false, record: null }, null)).toEqual(['unknown']);
  expect(faultsOf(goal(), facts(1, { ddc: '800', year: 1990, holdings: [] }), null)).toEqual([
    'other_topic',
    'too_old',
    'no_copy',
  ]);
});

test('where a library is named its own shelf counts, and no other', () => {
  const holdings = [
    { libraryId: NEAR, total: 1, onShelf: 0 },
    { libraryId: FAR, total: 1, onShelf: 1 },
  ];
  expect(faultsOf(goal(), facts(1, { holdings }), [NEAR])).toEqual(['on_loan']);
  expect(faultsOf(goal(), facts(1, { holdings }), [FAR])).toEqual([]);
  expect(faultsOf(goal(), facts(1, { holdings }), [MAIN])).toEqual(['elsewhere']);
  expect(faultsOf(goal({ standing: 'held' }), facts(1, { holdings }), [NEAR])).toEqual([]);
  // the libraries that the goal names are all gone: nothing is near
  expect(faultsOf(goal(), facts(1, { holdings }), [])).toEqual(['elsewhere']);
  expect(faultsOf(goal({ standing: 'any' }), facts(1, { holdings: [] }), [NEAR])).toEqual([]);
});

test('by words the search says what a record is about', () => {
  const byWords = goal({ ddc: [], words: 'gunung api' });
  expect(faultsOf(byWords, { ...facts(1), byWords: true }, null)).toEqual([]);
  expect(faultsOf(byWords, facts(1), null)).toEqual(['other_topic']);
});

test('a wrong record never passes beside right ones, however many those are', () => {
  const judged = judgeFound(goal(), {
    facts: [facts(1), facts(2), facts(3), facts(4, { year: 2001 })],
    used: [],
    wanted: null,
  });
  expect(judged).toMatchObject({ right: false, missing: 0 });
  expect(judged.found.map(({ faults }) => faults)).toEqual([[], [], [], ['too_old']]);
});

test('too few, or found without the filter that was to be used, is not right yet', () => {
  expect(judgeFound(goal(), { facts: [facts(1)], used: [], wanted: null })).toMatchObject({ right: false, missing: 1 });
  const withYear = goal({ filters: ['year'] });
  const both = [facts(1), facts(2)];
  expect(judgeFound(withYear, { facts: both, used: [], wanted: null })).toMatchObject({
    ...{ right: false, missing: 0, unused: ['year'] },
  });
  expect(judgeFound(withYear, { facts: both, used: ['year', 'available'], wanted: null }).right).toBe(true);
});
