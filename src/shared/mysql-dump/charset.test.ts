import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText, undoMojibake } from './charset.ts';
import { sameKey } from './same-key.ts';

const misread = (text: string): string => decodeText(Buffer.from(text), 'latin1');

describe('UTF-8 that was read as Windows-1252', () => {
  test.for(['Café de la Paix: sang penulis’s', 'Developer’s library', 'naïve – “ya”'])('%s', (text) => {
    expect(undoMojibake(misread(text))).toBe(text);
    expect(undoMojibake(misread(misread(text)))).toBe(text);
    expect(undoMojibake(text)).toBe(text);
  });

  test.for(['Ã la carte', 'Ünïcødé', '© 2015', 'SÃO', 'ﷺ كتاب', 'Ã©\ufffd', 'ꦲꦏ꧀ꦱꦫ Ã©'])(
    '%s stays as it is',
    (text) => {
      expect(undoMojibake(text)).toBe(text);
    },
  );

  test('whatever is undone can be done again: nothing gets lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        let now = undoMojibake(text);
        for (let round = 0; round < 3 && now !== text; round += 1) now = misread(now);
        expect(now).toBe(text);
      }),
    );
  });
});

test('bytes that are no UTF-8 in a file that says it are read as Windows-1252', () => {
  expect(decodeText(Buffer.from([0x43, 0xe9]), 'utf8')).toBe('Cé');
  expect(decodeText(Buffer.from('\ufffd'), 'utf8')).toBe('\ufffd');
});

test('keys are compared as MySQL compares them', () => {
  const same = ['A-0007', 'a-0007', 'A-0007  ', 'á-0007', 'Ａ-0007'];
  expect(new Set(same.map(sameKey)).size).toBe(1);
  const others = ['A-0007', ' A-0007', 'A-007', 'A 0007', '007', '7', 'A-0007\t'];
  expect(new Set(others.map(sameKey)).size).toBe(others.length);
});
