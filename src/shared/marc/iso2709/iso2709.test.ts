import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectMarcFormat } from '../detect.ts';
import { readIso2709, type ReadIso2709Options } from './iso2709-read.ts';
import { writeIso2709 } from './iso2709-write.ts';
import type { MarcRecord } from '../record.ts';
import { book, collect, dataField, inChunks, rawRecord } from '../test-support.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = async (bytes: Uint8Array, size = 7, options?: ReadIso2709Options) =>
  collect(readIso2709(inChunks(bytes, size), options));
const join = (...parts: (Uint8Array | string)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...(typeof part === 'string' ? utf8(part) : part)]));
const written = (record: MarcRecord): Uint8Array => {
  const result = writeIso2709(record);
  if (!result.ok) throw new Error(result.error.code);
  return result.bytes;
};
const title = (text: string): Uint8Array => written(book(`245 10 $a${text}`));
const titles = (results: Awaited<ReturnType<typeof read>>): string[] =>
  results.map(({ record }) => {
    const field = record?.fields.find((one) => one.tag === '245');
    return field && 'subfields' in field ? (field.subfields[0]?.value ?? '') : 'LOST';
  });

describe('reading records that are as they should be', () => {
  test('a record comes out with its leader, control fields and subfields, wherever the file is cut into pieces', async () => {
    const bytes = join(title('Bumi manusia'), title('Jejak langkah'));
    for (const size of [1, 2, 5, 23, 64, 100_000]) {
      const results = await read(bytes, size);
      expect(titles(results)).toEqual(['Bumi manusia', 'Jejak langkah']);
      expect(results.map(({ index, offset, warnings }) => [index, offset, warnings])).toEqual([
        [1, 0, []],
        [2, title('Bumi manusia').length, []],
      ]);
    }
  });

  test('a UTF-8 record nobody edited leaves byte for byte as it came: unknown tags, odd indicators, empty subfields, blanks', async () => {
    const bytes = rawRecord([
      { tag: '001', data: 'x-1 ' },
      { tag: '009', data: 'lokal\u001fa tetap' },
      { tag: 'FMT', data: 'BK' },
      { tag: '245', data: utf8('10\u001faPuisi dan ẓikir, “e\u0301” \u{1F4DA} :\u001fb  dua  blank /\u001fc') },
      { tag: '500', data: '  ' },
      { tag: '9Z9', data: utf8('#|\u001f$harga\u001f\u001faé\u001féx') },
      { tag: '245', data: '  \u001fa' },
    ]);
    const [result] = await read(bytes);
    expect(result?.record).toBeDefined();
    if (result?.record) expect(Buffer.from(written(result.record)).equals(Buffer.from(bytes))).toBe(true);
    expect(result?.warnings.map(({ code }) => code)).toEqual([
      'marc.control_field_with_subfields',
      'marc.subfield_without_code',
    ]);
  });

  test('a byte order mark, blank lines and ^Z around the records are no problem', async () => {
    const bytes = join('\uFEFF\r\n', title('Satu'), '\r\n\n', title('Dua'), '\r\n\u001a\0');
    const results = await read(bytes);
    expect(titles(results)).toEqual(['Satu', 'Dua']);
    expect(results.every(({ warnings, error }) => warnings.length === 0 && !error)).toBe(true);
  });
});

describe('reading MARC-8', () => {
  const decode = async (data: string | Uint8Array) => {
    const [result] = await read(rawRecord([{ tag: '245', data }], { encoding: ' ' }));
    const field = result?.record?.fields[0];
    return {
      value: field && 'subfields' in field ? field.subfields.map((subfield) => subfield.value).join('|') : '',
      warnings: result?.warnings,
      leader: result?.record?.leader,
    };
  };

  test('diacritics before their letter become one letter; special letters of ANSEL are known', async () => {
    const { value, warnings, leader } = await decode(
      '10\u001faDvo\u00e9r\u00e2ak, \u00b1\u00f2\u00e3a \u00c3 \u00a5 \u00c7 \u00ae \u00eb' + 't\u00ecs',
    );
    expect(value).toBe('Dvořák, ł\u1EAD © Æ ß \u02BC t\u0361s');
    expect(warnings).toEqual([]);
    expect(leader?.charAt(9)).toBe('a');
  });

  test('escape sequences lead to Hebrew, Arabic, Cyrillic, Greek, subscripts, superscripts and Greek symbols', async () => {
    const esc = '\u001b';
    const { value, warnings } = await decode(
      `10\u001fa${esc}(2yle${esc}(B ${esc}(3cJGH${esc}(B ${esc}(NmOSKWA${esc}(B ${esc})N\u00ed\u00cf${esc}(B ` +
        `${esc}(S"aB${esc}(B H${esc}b2${esc}sO x${esc}p2${esc}s ${esc}ga${esc}s`,
    );
    expect(value).toBe('שלו \u0643\u062a\u0627\u0628 Москва Мо \u03acΒ H₂O x² α');
    expect(warnings).toEqual([]);
  });

  test('Chinese, Japanese and Korean are read by the code table of the Library of Congress', async () => {
    const esc = '\u001b';
    // written by the table's own pairs: U+4E00 U+4E01, a kana, a hangul syllable, an ideographic blank, a character beyond U+FFFF
    const { value, warnings } = await decode(
      `10\u001fa${esc}$1!0!!0"i$"oH_!# !uY${esc}(B Jakarta\u001fb${esc}$)1\u00a1\u00b0\u00a1${esc}(B`,
    );
    expect(value).toBe('\u4e00\u4e01\u3042\uac00\u3000\u{212c4} Jakarta|\u4e00');
    expect(warnings).toEqual([]);
  });

  test('a character without a known Unicode form is reported and marked, never dropped', async () => {
    const { value, warnings } = await decode('10\u001fa\u001b$1~~~!0\u001b(B buku \u00fc');
    expect(value).toBe('\uFFFD\uFFFD buku \uFFFD');
    expect(warnings).toEqual([
      { code: 'marc.marc8_unknown', params: { tag: '245', set: '1', bytes: '7e7e7e' } },
      { code: 'marc.marc8_unknown', params: { tag: '245', set: '1', bytes: '2130' } },
      { code: 'marc.marc8_unknown', params: { tag: '245', set: 'E', bytes: 'fc' } },
    ]);
  });

  test('every subfield begins in Latin again, even where the writer forgot to switch back', async () => {
    expect((await decode('10\u001fa\u001b(2y\u001fbanak')).value).toBe('ש|anak');
  });

  test('a record that claims MARC-8 but is UTF-8 is read as UTF-8, with a warning', async () => {
    const { value, warnings } = await decode(utf8('10\u001faCafé – ẓikir'));
    expect(value).toBe('Café – ẓikir');
    expect(warnings).toEqual([{ code: 'marc.utf8_declared_marc8' }]);
  });

  test('bytes that are not UTF-8 in a record that claims it are Latin-1, and what is UTF-8 beside them stays so', async () => {
    const mixed = Buffer.concat([utf8('  \u001fa“Šķ” ').slice(), Buffer.from('na\u00efve \u0096 Caf\u00e9', 'latin1')]);
    const [result] = await read(
      rawRecord([
        { tag: '245', data: '10\u001faCaf\u00e9' },
        { tag: '500', data: mixed },
        { tag: '500', data: utf8('  \u001faé') },
      ]),
    );
    expect(result?.record?.fields.map((field) => 'subfields' in field && field.subfields[0]?.value)).toEqual([
      'Café',
      '“Šķ” naïve – Café',
      'é',
    ]);
    expect(result?.warnings).toEqual(['245', '500'].map((tag) => ({ code: 'marc.latin1_in_utf8', params: { tag } })));
  });
});

describe('reading damaged files', () => {
  test('wrong lengths in the directory are recovered by the field terminators', async () => {
    const bytes = rawRecord([
      { tag: '001', data: 'x', length: 9 },
      { tag: '245', data: '10\u001faJudul', length: 4, start: 9 },
      { tag: '700', data: '1 \u001faPengarang', start: 13 },
    ]);
    const [result] = await read(bytes);
    expect(result?.record?.fields).toEqual([
      { tag: '001', value: 'x' },
      dataField('245 10 $aJudul'),
      dataField('700 1_ $aPengarang'),
    ]);
    expect(result?.warnings).toEqual([{ code: 'marc.directory_recovered' }]);
  });

  test('a wrong record length and a wrong base address are warnings', async () => {
    const bytes = join(rawRecord([{ tag: '245', data: '10\u001faSatu' }], { length: 12, base: 99 }), title('Dua'));
    const results = await read(bytes);
    expect(titles(results)).toEqual(['Satu', 'Dua']);
    expect(results[0]?.warnings.map(({ code }) => code)).toEqual([
      'marc.record_length_wrong',
      'marc.base_address_wrong',
    ]);
  });

  test('a record without its terminator does not swallow the next one', async () => {
    for (const length of [undefined, 51]) {
      const first = rawRecord([{ tag: '245', data: '10\u001faSatu' }], {
        terminator: false,
        ...(length ? { length } : {}),
      });
      const results = await read(join(first, title('Dua')), 11);
      expect(titles(results)).toEqual(length ? ['LOST', 'Dua'] : ['Satu', 'Dua']);
      expect(results[1]?.warnings).toEqual([]);
    }
  });

  test.each([
    ['five letters for its length', (bytes: Uint8Array) => join('xxxxx', bytes.subarray(5)), 'Satu'],
    ['letters all over', (bytes: Uint8Array) => join('x'.repeat(24), bytes.subarray(24)), 'Satu'],
    [
      'noise',
      (bytes: Uint8Array) =>
        join(
          Uint8Array.from({ length: 24 }, (_, i) => 250 - i),
          bytes.subarray(24),
        ),
      'Satu',
    ],
    ['NUL', (bytes: Uint8Array) => join('\0'.repeat(24), bytes.subarray(24)), 'Satu'],
    ['nothing', (bytes: Uint8Array) => bytes.subarray(24), 'Satu'],
    ['seven characters less', (bytes: Uint8Array) => bytes.subarray(7), 'Satu'],
    ['twelve characters less', (bytes: Uint8Array) => bytes.subarray(12), 'Satu'],
    ['a line of text before it', (bytes: Uint8Array) => join('Ekspor katalog\n', bytes), 'Satu'],
    ['half of the record gone', (bytes: Uint8Array) => bytes.subarray(70), 'LOST'],
  ])('a leader damaged by %s costs no other record', async (_name, damage, first) => {
    const bytes = join(damage(title('Satu')), title('Dua'), title('Tiga'));
    expect(detectMarcFormat(bytes)).toBe('iso2709');
    const results = await read(bytes, 9);
    expect(titles(results)).toEqual([first, 'Dua', 'Tiga']);
    expect(results.slice(1).flatMap(({ warnings }) => warnings)).toEqual([]);
    // what it was can no longer be known: a book, and said so
    const isDamaged = results[0]?.warnings.some(({ code }) => code === 'marc.leader_damaged') ?? false;
    if (isDamaged) expect(results[0]?.record?.leader).toBe('00000nam a2200000 u 4500');
  });

  test('the last terminator of a file may be missing', async () => {
    const results = await read(title('Satu').subarray(0, -1));
    expect(titles(results)).toEqual(['Satu']);
    expect(results[0]?.warnings).toEqual([{ code: 'marc.record_terminator_missing' }]);
  });

  test('a truncated record is lost with its bytes; what follows is not', async () => {
    const whole = title('Satu');
    const half = whole.subarray(0, 60);
    const results = await read(join(half, title('Dua'), half));
    expect(titles(results)).toEqual(['LOST', 'Dua', 'LOST']);
    expect(results[0]?.error).toEqual({ code: 'marc.record_truncated', params: { stated: whole.length, actual: 60 } });
    expect(results[0]?.raw).toEqual(half);
    expect(results[2]?.error).toEqual({ code: 'marc.record_truncated', params: { stated: whole.length, actual: 60 } });
  });

  test('a record cut short but terminated is lost alone', async () => {
    const cut = join(title('Satu').subarray(0, 70), '\u001d');
    const results = await read(join(title('Nol'), cut, title('Dua')));
    expect(titles(results)).toEqual(['Nol', 'LOST', 'Dua']);
    expect(results[1]?.error?.code).toBe('marc.directory_bad');
  });

  test('a directory that does not fit its fields loses the record, not the file', async () => {
    const bad = rawRecord([{ tag: '245', data: '10\u001faSa\u001etu' }]);
    const results = await read(join(bad, title('Dua')));
    expect(titles(results)).toEqual(['LOST', 'Dua']);
    expect(results[0]?.error).toEqual({ code: 'marc.directory_bad', params: { entries: 1, fields: 2 } });
  });

  test('garbage between records is skipped and counted; garbage with a terminator is a lost record', async () => {
    const results = await read(
      join(title('Satu'), '<!-- halaman 2 -->', title('Dua'), 'bukan record\u001d', title('Tiga'), 'ekor'),
    );
    expect(titles(results)).toEqual(['Satu', 'Dua', 'LOST', 'Tiga', 'LOST']);
    expect(results[1]?.warnings).toEqual([{ code: 'marc.bytes_skipped', params: { count: 18 } }]);
    expect(results[2]?.error?.code).toMatch(/truncated|garbage/);
    expect(results[4]?.error).toEqual({ code: 'marc.garbage', params: { count: 4 } });
  });

  test('a record length left blank is a warning', async () => {
    const blank = join('     ', title('Satu').subarray(5));
    const results = await read(join(title('Nol'), '\n', blank, title('Dua')));
    expect(titles(results)).toEqual(['Nol', 'Satu', 'Dua']);
    expect(results[1]?.warnings.map(({ code }) => code)).toEqual(['marc.record_length_wrong']);
  });

  test('a record that never ends is given up at the limit and reading goes on behind it', async () => {
    const endless = join('00400nam a2200037 i 4500245', 'x'.repeat(5000));
    const results = await read(join(title('Satu'), endless, title('Dua'), endless, '\u001d', title('Tiga')), 100, {
      maxRecordBytes: 1000,
    });
    expect(titles(results)).toEqual(['Satu', 'LOST', 'Dua', 'LOST', 'Tiga']);
    expect(results[1]?.error).toEqual({ code: 'marc.record_too_long', params: { limit: 1000 } });
    expect(results[1]?.raw?.length).toBeLessThanOrEqual(1100);
  });

  test('fields without indicators or subfield codes keep their text', async () => {
    const [result] = await read(
      rawRecord([
        { tag: '245', data: '10Judul tanpa kode' },
        { tag: '500', data: '\u001facatatan' },
        { tag: '650', data: ' 4x\u001faSejarah' },
      ]),
    );
    expect(result?.record?.fields).toEqual([
      dataField('245 10 $aJudul tanpa kode'),
      dataField('500 __ $acatatan'),
      dataField('650 _4 $ax$aSejarah'),
    ]);
    expect(result?.warnings.map(({ code, params }) => [code, params?.tag])).toEqual([
      ['marc.subfield_missing', '245'],
      ['marc.indicators_wrong', '500'],
      ['marc.indicators_wrong', '650'],
    ]);
  });

  test('whatever happens to the bytes of one record, its neighbours are read unharmed', async () => {
    const [before, victim, after] = [title('Sebelum'), title('Korban yang rusak'), title('Sesudah')];
    const damage = fc.record({
      at: fc.nat(victim.length - 1),
      bytes: fc.array(fc.oneof(fc.nat(255), fc.constantFrom(0x1d, 0x1e, 0x1f, 0x20, 0x30)), { maxLength: 8 }),
      remove: fc.nat(12),
    });
    await fc.assert(
      fc.asyncProperty(damage, fc.integer({ min: 1, max: 200 }), async ({ at, bytes, remove }, size) => {
        const damaged = join(victim.subarray(0, at), Uint8Array.from(bytes), victim.subarray(at + remove));
        const results = await read(join(before, damaged, after), size);
        expect(titles(results)).toEqual(expect.arrayContaining(['Sebelum', 'Sesudah']));
        expect(results[0]?.warnings).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test('a file of nothing but noise gives errors, not an exception', async () => {
    const noise = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919 + (i >> 3)) % 256);
    const results = await read(noise, 333);
    expect(results.length).toBeGreaterThan(0);
    expect(results.every(({ record, error }) => !record && error)).toBe(true);
  });
});

describe('writing', () => {
  test('lengths, base address and encoding are computed', () => {
    const text = new TextDecoder().decode(written({ ...book('245 10 $aé'), leader: 'xxxxxcam  3300000 i 9999' }));
    const total = new TextEncoder().encode(text).length;
    expect(text.slice(0, 24)).toBe(`${String(total).padStart(5, '0')}cam a2200061 i 4500`);
  });

  test.each([
    ['a field over 9,999 bytes', book(`520 __ $a${'é'.repeat(5000)}`), 'marc.write_field_too_long'],
    [
      'a record over 99,999 bytes',
      book(...Array.from({ length: 11 }, () => `500 __ $a${'x'.repeat(9900)}`)),
      'marc.write_record_too_long',
    ],
    ['a delimiter inside a value', book('500 __ $ax\u001fby'), 'marc.write_delimiter_in_value'],
    ['a tag of two characters', { leader: '', fields: [{ tag: '24', value: '' }] }, 'marc.tag_invalid'],
    ['an indicator outside ASCII', book('500 é_ $ax'), 'marc.indicator_not_writable'],
  ])('%s is refused', (_name, record, code) => {
    expect(writeIso2709(record)).toMatchObject({ ok: false, error: { code } });
  });
});
