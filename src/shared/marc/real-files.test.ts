import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { deriveBib } from './derive.ts';
import { detectMarcFormat } from './detect.ts';
import { readIso2709 } from './iso2709/iso2709-read.ts';
import { writeIso2709 } from './iso2709/iso2709-write.ts';
import { readMarcXml } from './marcxml/marcxml-read.ts';
import { MARCXML_COLLECTION_CLOSE, MARCXML_COLLECTION_OPEN, writeMarcXml } from './marcxml/marcxml-write.ts';
import { formatMarcText, parseMarcText } from './mnemonic.ts';
import type { MarcReadResult } from './read-result.ts';
import { isControlField, isDataField, type MarcRecord } from './record.ts';
import { marcFiles, type MarcFile } from '../../../tests/support/marc-files.ts';
import { breaksOfSlim } from '../../../tests/support/slim-schema.ts';
import { collect, inChunks } from './test-support.ts';

/** Records, and the warnings that reading the file gives, by code. */
const FILES = marcFiles<{ records: number; warnings: Record<string, number> }>(
  {
    'rekaman-marc8.mrc': { records: 7, warnings: { 'marc.subfield_without_code': 1 } },
    'ibrani-marc8.mrc': { records: 3, warnings: {} },
    'isbn-berisik.xml': { records: 5, warnings: {} },
    'tajuk.xml': { records: 9, warnings: {} },
    'koha.xml': { records: 4, warnings: { 'marc.replacement_character': 1 } },
  },
  {
    'evergreen__jazz_1k.mrc': { records: 1000, warnings: { 'marc.subfield_without_code': 5 } },
    'evergreen__hebrew.marc': { records: 20, warnings: {} },
    'evergreen__badisbns.xml': { records: 10, warnings: {} },
    'evergreen__concerto-enhanced-authorities.xml': { records: 195, warnings: {} },
    'evergreen__concerto-enhanced-bibs.xml': { records: 344, warnings: {} },
    // This file has lost characters itself.
    'koha__sample-biblios-1812.xml': { records: 436, warnings: { 'marc.replacement_character': 10 } },
  },
);

const read = async ({ path }: MarcFile): Promise<MarcReadResult[]> => {
  const stream = createReadStream(path);
  return collect(path.endsWith('.xml') ? readMarcXml(stream) : readIso2709(stream));
};
const asMarcXmlHasIt = ({ leader, fields }: MarcRecord): MarcRecord => ({
  leader,
  fields: [
    ...fields.filter(isControlField),
    ...fields
      .filter(isDataField)
      .map((field) => ({ ...field, subfields: field.subfields.filter(({ code }) => code !== '') })),
  ],
});
const records = (results: readonly MarcReadResult[]): MarcRecord[] => results.flatMap(({ record }) => record ?? []);

describe('files of other libraries', () => {
  test.each(FILES)('$name: all $records records are read, written and read again unchanged', async (file) => {
    const results = await read(file);
    const warnings: Record<string, number> = {};
    for (const warning of results.flatMap((result) => result.warnings))
      warnings[warning.code] = (warnings[warning.code] ?? 0) + 1;
    expect(results.filter(({ error }) => error)).toEqual([]);
    expect(warnings).toEqual(file.warnings);
    const all = records(results);
    expect(all).toHaveLength(file.records);

    const xml =
      MARCXML_COLLECTION_OPEN + all.map((record) => writeMarcXml(record)).join('\n') + MARCXML_COLLECTION_CLOSE;
    // two records have a control field behind others, five a delimiter with nothing behind it: MARCXML has neither
    expect(records(await collect(readMarcXml(inChunks(new TextEncoder().encode(xml), 4096))))).toEqual(
      all.map(asMarcXmlHasIt),
    );
    const wrongBefore = all.flatMap(({ leader }, i) => (/^.{6}[\dA-Za-z]/.test(leader) ? [] : [`record ${i + 1}:`]));
    expect(breaksOfSlim(xml).map((one) => one.replace(/ leader .*/, ''))).toEqual(wrongBefore);

    for (const record of all) {
      expect(parseMarcText(formatMarcText(record))).toEqual({ record, problems: [] });
      const written = writeIso2709(record);
      if (!written.ok) throw new Error(written.error.code);
      const [again] = await collect(readIso2709(inChunks(written.bytes, 4096)));
      expect(again?.warnings.filter(({ code }) => code !== 'marc.subfield_without_code')).toEqual([]);
      expect(again?.record?.fields).toEqual(record.fields);
      // From here on the record is UTF-8: what is read is written byte for byte.
      const twice = again?.record && writeIso2709(again.record);
      expect(twice?.ok && Buffer.from(twice.bytes).equals(Buffer.from(written.bytes))).toBe(true);
    }
  });

  test.each(FILES)('the kind of $name is seen from its first bytes', async ({ name, path }) => {
    const head = (await readFile(path)).subarray(0, 1024);
    expect(detectMarcFormat(head)).toBe(name.endsWith('.xml') ? 'marcxml' : 'iso2709');
  });

  test.each(
    marcFiles<{ first: object; original: string }>(
      {
        'ibrani-marc8.mrc': {
          first: { title: 'Sipur ʻal ahavah ṿe-ḥoshekh', responsibility: 'me-et ʻAmos ʻOz', languages: ['heb'] },
          original: 'סיפור על אהבה וחושך',
        },
      },
      {
        'evergreen__hebrew.marc': {
          first: {
            title: 'La-Torah vela-moʻadim',
            responsibility: 'me-et ha-rav Shlemoh Yosef Zeṿin',
            languages: ['heb'],
          },
          original: 'לתורה בלמועדים : רסיסי הגיונות',
        },
      },
    ),
  )('$name: Hebrew titles are Hebrew, Latin ones keep their dots below', async (file) => {
    const [first] = records(await read(file)).map(deriveBib);
    expect(first).toMatchObject(file.first);
    expect(first?.alternateTitles).toContain(file.original);
  });

  test.each(
    marcFiles(
      { 'rekaman-marc8.mrc': {}, 'koha.xml': {} },
      { 'evergreen__jazz_1k.mrc': {}, 'koha__sample-biblios-1812.xml': {} },
    ),
  )('$name: every record has a title, and more than nine in ten a year', async (file) => {
    const derived = records(await read(file)).map(deriveBib);
    expect(derived.filter(({ title }) => title === '')).toEqual([]);
    expect(derived.filter(({ year }) => year !== null).length / derived.length).toBeGreaterThan(0.9);
  });

  test('diacritics of MARC-8 stand on their letters', async () => {
    const [recordings] = FILES;
    const derived = recordings ? records(await read(recordings)).map(deriveBib) : [];
    expect(derived.map(({ mainAuthor }) => mainAuthor)).toContain('Dvořák, Antonín');
    expect(derived.map(({ title }) => title)).toContain('Introducing Rubén González');
  });

  test.each(
    marcFiles<{ good: string; bad: string }>(
      { 'isbn-berisik.xml': { good: '9789793062792', bad: '979902317094X (salah cetak)' } },
      { 'evergreen__badisbns.xml': { good: '9780553268478', bad: '978788430094X' } },
    ),
  )('$name: the noise around ISBNs is no obstacle', async (file) => {
    const derived = records(await read(file)).map(deriveBib);
    expect(derived.flatMap(({ isbns }) => isbns)).toContain(file.good);
    expect(derived.flatMap(({ invalidIsbns }) => invalidIsbns)).toContain(file.bad);
  });
});
