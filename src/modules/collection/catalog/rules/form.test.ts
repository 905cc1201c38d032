import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MATERIAL_KINDS } from '#shared/marc/derived-bib';
import { deriveBib } from '#shared/marc/derive';
import { formatMarcText, parseMarcText } from '#shared/marc/mnemonic';
import type { MarcField, MarcRecord } from '#shared/marc/record';
import { validateBib } from '#shared/marc/validate';
import { FORM_FIELDS, type BibForm } from './form-fields.ts';
import { formToMarc } from './form-to-marc.ts';
import { marcToForm } from './marc-to-form.ts';
import { newRecord } from './new-record.ts';

const text = (...lines: string[]): MarcRecord => {
  const { record, problems } = parseMarcText(['=LDR  00000nam\\a2200000\\i\\4500', ...lines].join('\n'));
  if (!record) throw new Error(JSON.stringify(problems));
  return record;
};
const lines = (marc: MarcRecord): string[] => formatMarcText(marc).split('\n').slice(1);

const peta = text(
  '=008  261125s2019\\\\\\\\io\\a\\\\\\\\\\\\\\\\\\\\000\\0\\ind\\d',
  '=020  \\\\$a9786020001371$qjil. 1',
  '=082  04$a959.822$223',
  '=100  0\\$aBambang Suryo,$d1961-$epenulis.$0(lumbung)7',
  '=245  10$aPemberontakan PETA di Blitar :$b14 Februari 1945 dalam ingatan warga /$cBambang Suryo.',
  '=264  \\1$aBlitar :$bPenerbit Penataran,$c2019.',
  '=300  \\\\$axiv, 312 hlm. :$bilus. ;$c23 cm',
  '=650  \\4$aPembela Tanah Air.',
  '=651  \\4$aIndonesia$xSejarah$y1942-1945.',
  '=9ZZ  #q$!dibiarkan',
);
const edit = (marc: MarcRecord, change: (form: BibForm) => void): string[] => {
  const form = marcToForm(marc, 'buku');
  change(form);
  return lines(formToMarc(marc, 'buku', form));
};
const set = (form: BibForm, key: string, value: string, part = 'value', row = 0): void => {
  (form[key] ??= [])[row] = { ...form[key]?.[row], [part]: value };
};

describe('the form shows plain text', () => {
  test('without ISBD punctuation, names with their dates, subjects with their divisions', () => {
    const form = marcToForm(peta, 'buku');
    expect(form.title).toEqual([{ value: 'Pemberontakan PETA di Blitar' }]);
    expect(form.author).toEqual([{ name: 'Bambang Suryo, 1961-', role: 'penulis' }]);
    expect(form.place).toEqual([{ value: 'Blitar' }]);
    expect(form.subjects).toEqual([{ name: 'Pembela Tanah Air' }, { name: 'Indonesia -- Sejarah -- 1942-1945' }]);
    expect(form.language).toEqual([{ value: 'ind' }]);
    expect(form.people).toEqual([]);
  });
});

describe('an edit changes its own subfield and nothing else', () => {
  const without = (changed: string[], tag: string): string[] => changed.filter((line) => !line.startsWith(`=${tag}`));

  test('a corrected title keeps its colon, the rest of the record stays', () => {
    const changed = edit(peta, (form) => set(form, 'title', 'Pemberontakan Peta di Blitar'));
    expect(changed.find((line) => line.startsWith('=245'))).toBe(
      '=245  10$aPemberontakan Peta di Blitar :$b14 Februari 1945 dalam ingatan warga /$cBambang Suryo.',
    );
    expect(without(changed, '245')).toEqual(without(lines(peta), '245'));
  });

  test('a subtitle that is added or taken away brings and takes its colon', () => {
    const plain = text('=245  10$aBumi Manusia /$cPramoedya Ananta Toer.');
    expect(edit(plain, (form) => set(form, 'subtitle', 'sebuah novel'))).toEqual([
      '=245  10$aBumi Manusia :$bsebuah novel /$cPramoedya Ananta Toer.',
    ]);
    const changed = edit(peta, (form) => set(form, 'subtitle', ''));
    expect(changed.find((line) => line.startsWith('=245'))).toBe(
      '=245  10$aPemberontakan PETA di Blitar /$cBambang Suryo.',
    );
  });

  test('another author loses the link of the old one and keeps the role', () => {
    const changed = edit(peta, (form) => set(form, 'author', 'Wijayanti, Ratna', 'name'));
    expect(changed.find((line) => line.startsWith('=100'))).toBe('=100  1\\$aWijayanti, Ratna,$epenulis.');
  });

  test('one more translator becomes a field of its own, in its place', () => {
    const changed = edit(peta, (form) => {
      set(form, 'people', 'Hari Mulyono', 'name');
      set(form, 'people', 'penyunting', 'role');
    });
    expect(changed.indexOf('=700  0\\$aHari Mulyono,$epenyunting')).toBe(lines(peta).length - 1);
  });

  test('an emptied row is removed, the rows after it keep their own fields', () => {
    const changed = edit(peta, (form) => set(form, 'subjects', '', 'name', 0));
    expect(changed.filter((line) => line.startsWith('=65'))).toEqual(['=651  \\4$aIndonesia$xSejarah$y1942-1945.']);
  });

  test('emptying an ISBN keeps the qualifier that the form does not know', () => {
    expect(edit(peta, (form) => set(form, 'isbn', ''))).toContain('=020  \\\\$qjil. 1');
  });

  test('a new year is told in 008 too', () => {
    const changed = edit(peta, (form) => set(form, 'date', '2021'));
    expect(changed).toContain('=264  \\1$aBlitar :$bPenerbit Penataran,$c2021.');
    expect(changed[0]).toContain('s2021');
  });

  test('an old record with 260 is edited in 260', () => {
    const old = text('=245  00$aLayar Terkembang', '=260  \\\\$aDjakarta :$bBalai Poestaka,$c1936.');
    expect(edit(old, (form) => set(form, 'publisher', 'Balai Pustaka'))).toContain(
      '=260  \\\\$aDjakarta :$bBalai Pustaka,$c1936.',
    );
  });

  test('a record made without punctuation stays without it', () => {
    const bare: MarcRecord = { ...text('=245  10$aBumi Manusia$cPramoedya'), leader: '00000nam a2200000 c 4500' };
    expect(edit(bare, (form) => set(form, 'subtitle', 'novel'))).toEqual(['=245  10$aBumi Manusia$bnovel$cPramoedya']);
  });
});

describe('a new record', () => {
  test.each(MATERIAL_KINDS)('of %s is recognised as that, and breaks no rule', (material) => {
    const marc = formToMarc(newRecord(material, '2026-11-25'), material, {
      title: [{ value: 'Judul' }],
      subtitle: [{ value: 'anak judul' }],
      place: [{ value: 'Blitar' }],
      publisher: [{ value: 'Penataran' }],
      date: [{ value: '2026' }],
      subjects: [{ name: 'Blitar -- Sejarah' }],
    });
    expect(validateBib(marc)).toEqual([]);
    const derived = deriveBib(marc);
    expect(derived.materialKind).toBe(material);
    expect(derived).toMatchObject({ title: 'Judul', subtitle: 'anak judul', year: 2026, publisher: 'Penataran' });
    expect(lines(marc).filter((line) => /^=(245|264)/.test(line))).toEqual([
      '=245  10$aJudul :$banak judul',
      '=264  \\1$aBlitar :$bPenataran,$c2026',
    ]);
  });
});

describe('whatever the record', () => {
  const tags = [...new Set(FORM_FIELDS.flatMap((field) => field.tags)), '001', '007', '999', '880'];
  const value = fc.string({ unit: 'grapheme', maxLength: 12 }).map((one) => one);
  const dataField = fc.record({
    tag: fc.constantFrom(...tags.filter((tag) => !tag.startsWith('00'))),
    ind1: fc.constantFrom(' ', '0', '1', '4'),
    ind2: fc.constantFrom(' ', '0', '1', '4'),
    subfields: fc.array(
      fc.record({
        code: fc.constantFrom(...'abcdefnpqtuvxyz026'),
        value: fc.oneof(value, fc.constantFrom('Judul :', 'x /', '2019.', 'A,')),
      }),
      { maxLength: 6 },
    ),
  });
  const controlField = fc.record({ tag: fc.constantFrom('001', '007', '008'), value: fc.string({ maxLength: 45 }) });
  const record = fc.record({
    leader: fc.constantFrom('00000nam a2200000 i 4500', '00000nas a2200000 c 4500', ''),
    fields: fc.array(fc.oneof(dataField, controlField) as fc.Arbitrary<MarcField>, { maxLength: 12 }),
  });

  test('a form that nobody edited gives back the record byte for byte', () => {
    fc.assert(
      fc.property(record, fc.constantFrom(...MATERIAL_KINDS), (marc, material) => {
        const before = JSON.stringify(marc);
        expect(JSON.stringify(formToMarc(marc, material, marcToForm(marc, material)))).toBe(before);
      }),
      { numRuns: 500 },
    );
  });

  test('an edited title shows as it was typed, and fields of other tags are untouched', () => {
    fc.assert(
      fc.property(record, (marc) => {
        const form = marcToForm(marc, 'buku');
        set(form, 'title', 'Judul yang Baru');
        const edited = formToMarc(marc, 'buku', form);
        expect(marcToForm(edited, 'buku').title?.[0]?.value).toBe('Judul yang Baru');
        const others = (fields: MarcField[]): MarcField[] => fields.filter((field) => field.tag !== '245');
        expect(others(edited.fields)).toEqual(others(marc.fields));
      }),
      { numRuns: 300 },
    );
  });
});
