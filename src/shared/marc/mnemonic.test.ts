import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatMarcText, parseMarcText } from './mnemonic.ts';
import type { MarcField, MarcRecord } from './record.ts';
import { book, dataField } from './test-support.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(' ', '\\', '$', '{', '}', '#', '=', '\n', '\r', '\u0000', '\u001f', '\u00a0', '\u2028', 'a'),
  }),
  fc.string({ unit: fc.constantFrom('\uD800', '\uDC00', 'x') }),
);
const tag = fc
  .string({ unit: fc.constantFrom(...'0012459AaZ'), minLength: 3, maxLength: 3 })
  .filter((value) => value !== 'LDR');
const indicator = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 });
const code = fc.oneof(fc.constant(''), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }));
const field: fc.Arbitrary<MarcField> = fc.oneof(
  fc.record({ tag, value: text }),
  fc.record({
    tag,
    ind1: indicator,
    ind2: indicator,
    subfields: fc.array(fc.record({ code, value: text }), { maxLength: 4 }),
  }),
);
const record: fc.Arbitrary<MarcRecord> = fc.record({
  leader: fc.string({ unit: 'grapheme-ascii', minLength: 24, maxLength: 24 }),
  fields: fc.array(field, { maxLength: 6 }),
});

describe('a record as text for the MARC editor', () => {
  test('one line per field, blanks visible where positions count', () => {
    expect(formatMarcText(book('245 10 $aHarga $b', '500 __ $a{x} '))).toBe(
      [
        '=LDR  00000nam\\a2200000\\i\\4500',
        '=001  LBG-1',
        '=008  200101s2019\\\\\\\\io\\\\\\\\\\\\\\\\\\\\\\\\000\\0\\ind\\\\',
        '=245  10$aHarga $b',
        '=500  \\\\$a{lcub}x{rcub}{u0020}',
      ].join('\n'),
    );
    expect(
      formatMarcText({
        leader: ' '.repeat(24),
        fields: [{ ...dataField('500 __ $a'), subfields: [{ code: 'a', value: '$5' }] }],
      }),
    ).toContain('$a{dollar}5');
  });

  test('what is shown is exactly what is saved, for any record whatever', () => {
    fc.assert(
      fc.property(record, (original) => {
        expect(parseMarcText(formatMarcText(original))).toEqual({ record: original, problems: [] });
      }),
      { numRuns: 500 },
    );
  });

  test('looser typing is understood', () => {
    const { record: typed, problems } = parseMarcText(
      'LDR 00000nam\\a2200000\\i\\4500\r\n\r\n001 x\r\n245 10 $aJudul :$banak judul\r\n=650  #4$aSejarah\r\n500    $aCatatan\r\n',
    );
    expect(problems).toEqual([]);
    expect(typed?.fields).toEqual([
      { tag: '001', value: 'x' },
      dataField('245 10 $aJudul :$banak judul'),
      dataField('650 _4 $aSejarah'),
      dataField('500 __ $aCatatan'),
    ]);
  });

  test('every line that cannot be understood is named, and nothing half-understood is saved', () => {
    const result = parseMarcText(
      '=LDR  kurang\n=245  10Judul\n=5  $ax\n=500  \\\\$a{salah}\n=500  \\\\$\n=500  \\\\$a}\n',
    );
    expect(result.record).toBeUndefined();
    expect(result.problems.map(({ line, code }) => [line, code])).toEqual([
      [1, 'marc.leader_length'],
      [2, 'marc.text_subfield_expected'],
      [3, 'marc.text_line_unreadable'],
      [4, 'marc.text_escape_unknown'],
      [5, 'marc.subfield_without_code'],
      [6, 'marc.text_escape_unknown'],
    ]);
    expect(parseMarcText('=001  x').problems).toEqual([{ code: 'marc.text_leader_missing', line: 1 }]);
    const leader = '=LDR  00000nam\\a2200000\\i\\4500';
    expect(parseMarcText(`${leader}\n${leader}`).problems).toEqual([{ code: 'marc.text_leader_repeated', line: 2 }]);
  });
});
