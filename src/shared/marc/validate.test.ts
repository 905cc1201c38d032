import { expect, test } from 'vitest';
import type { MarcRecord } from './record.ts';
import { book, dataField, FIELD_008 } from './test-support.ts';
import { validateBib } from './validate.ts';

const GOOD = [
  '020 __ $a9786020332956',
  '100 1_ $aToer, Pramoedya Ananta',
  '245 10 $aBumi manusia /$cPram.',
  '300 __ $a200 hlm.',
];
const withLeader = (leader: string, field008 = FIELD_008): MarcRecord => ({
  leader,
  fields: [{ tag: '008', value: field008 }, dataField('245 00 $aJudul')],
});

test('a good record has no problems', () => {
  expect(validateBib(book(...GOOD))).toEqual([]);
});

test.each([
  ['no title', ['300 __ $a1'], { code: 'marc.title_missing' }],
  ['a title of punctuation only', ['245 00 $a / '], { code: 'marc.title_missing' }],
  [
    'tags that are none, told together',
    [...GOOD, '24x 10 $aLagi', '9X9 __ $aLokal'],
    { code: 'marc.tag_invalid', params: { tag: '24x, 9X9' } },
  ],
  ['two titles', [...GOOD, '245 10 $aLagi'], { code: 'marc.title_repeated' }],
  ['two main entries', [...GOOD, '110 2_ $aX'], { code: 'marc.main_entry_repeated', params: { tags: '100, 110' } }],
  [
    'a wrong ISBN',
    [...GOOD, '020 __ $a978-602-03-3295-7 (jil.)'],
    { code: 'marc.isbn_invalid', params: { value: '9786020332957' } },
  ],
  ['a wrong ISSN', [...GOOD, '022 __ $a0378-5954'], { code: 'marc.issn_invalid', params: { value: '0378-5954' } }],
  [
    'an indicator that the tag does not know',
    [...GOOD, '650 _9 $ax'],
    { code: 'marc.indicator_invalid', params: { tag: '650', indicator: 2, value: '9' } },
  ],
  [
    'a subfield without code',
    [...GOOD, '500 __ $ax$ y'],
    { code: 'marc.subfield_without_code', params: { tag: '500' } },
  ],
  ['an empty subfield', [...GOOD, '500 __ $ax$b '], { code: 'marc.subfield_empty', params: { tag: '500', code: 'b' } }],
  ['an empty field', [...GOOD, '500 __ $a $b'], { code: 'marc.field_empty', params: { tag: '500' } }],
  ['a field without subfields', [...GOOD, '500 __'], { code: 'marc.field_empty', params: { tag: '500' } }],
])('%s is noticed', (_name, fields, expected) => {
  expect(validateBib(book(...fields))).toEqual([expected]);
});

test.each([
  ['a short leader', withLeader('00000nam'), [{ code: 'marc.leader_length', params: { length: 8 } }]],
  [
    'an unknown type of record',
    withLeader('00000nzm a2200000 i 4500'),
    [{ code: 'marc.leader_invalid', params: { position: 6, value: 'z' } }],
  ],
  [
    'a short 008',
    withLeader('00000nam a2200000 i 4500', '1234'),
    [{ code: 'marc.008_length', params: { length: 4, expected: 40 } }],
  ],
  [
    'an audience that books do not have',
    withLeader('00000nam a2200000 i 4500', `${FIELD_008.slice(0, 22)}x${FIELD_008.slice(23)}`),
    [{ code: 'marc.008_value', params: { position: 22, value: 'x' } }],
  ],
  ['no 008', { leader: '00000nam a2200000 i 4500', fields: [dataField('245 00 $ax')] }, [{ code: 'marc.008_missing' }]],
])('%s is noticed', (_name, record, expected) => {
  expect(validateBib(record)).toEqual(expected);
});

test('008/22 of a serial is no audience, so any of its codes is fine', () => {
  expect(
    validateBib(withLeader('00000nas a2200000 i 4500', `${FIELD_008.slice(0, 22)}x${FIELD_008.slice(23)}`)),
  ).toEqual([]);
});
