import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deriveBib } from './derive.ts';
import { detectMarcFormat } from './detect.ts';
import { readIso2709 } from './iso2709-read.ts';
import { writeIso2709 } from './iso2709-write.ts';
import { readMarcXml } from './marcxml-read.ts';
import { MARCXML_COLLECTION_CLOSE, MARCXML_COLLECTION_OPEN, writeMarcXml } from './marcxml-write.ts';
import { formatMarcText, parseMarcText } from './mnemonic.ts';
import type { MarcReadResult } from './read-result.ts';
import { isControlField, isDataField, type MarcRecord } from './record.ts';
import { breaksOfSlim } from '../../../tests/support/slim-schema.ts';
import { collect, inChunks } from './test-support.ts';

const root = resolve(import.meta.dirname, '../../..');
const folder = ['../shared/marc', '../../shared/marc']
  .map((path) => resolve(root, path))
  .find((path) => existsSync(path));

/** File, records, and the warnings that reading it gives, by code. */
const FILES: readonly (readonly [name: string, records: number, warnings: Record<string, number>])[] = [
  ['evergreen__jazz_1k.mrc', 1000, { 'marc.subfield_without_code': 5 }],
  ['evergreen__hebrew.marc', 20, {}],
  ['evergreen__badisbns.xml', 10, {}],
  ['evergreen__concerto-enhanced-authorities.xml', 195, {}],
  ['evergreen__concerto-enhanced-bibs.xml', 344, {}],
  // This file has lost characters itself.
  ['koha__sample-biblios-1812.xml', 436, { 'marc.replacement_character': 10 }],
];

const read = async (name: string): Promise<MarcReadResult[]> => {
  const stream = createReadStream(join(folder ?? '', name));
  return collect(name.endsWith('.xml') ? readMarcXml(stream) : readIso2709(stream));
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

describe.skipIf(folder === undefined)('real files of other libraries', () => {
  test.each(FILES)('%s: all %i records are read, written and read again unchanged', async (name, count, expected) => {
    const results = await read(name);
    const warnings: Record<string, number> = {};
    for (const warning of results.flatMap((result) => result.warnings))
      warnings[warning.code] = (warnings[warning.code] ?? 0) + 1;
    expect(results.filter(({ error }) => error)).toEqual([]);
    expect(warnings).toEqual(expected);
    const all = records(results);
    expect(all).toHaveLength(count);

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

  test.each(FILES)('the kind of %s is seen from its first bytes', async (name) => {
    const head = (await readFile(join(folder ?? '', name))).subarray(0, 1024);
    expect(detectMarcFormat(head)).toBe(name.endsWith('.xml') ? 'marcxml' : 'iso2709');
  });

  test('Hebrew titles are Hebrew, Latin ones keep their dots below', async () => {
    const [first] = records(await read('evergreen__hebrew.marc')).map(deriveBib);
    expect(first).toMatchObject({
      title: 'La-Torah vela-moʻadim',
      responsibility: 'me-et ha-rav Shlemoh Yosef Zeṿin',
      languages: ['heb'],
    });
    expect(first?.alternateTitles).toContain('לתורה בלמועדים : רסיסי הגיונות');
  });

  test('every bibliographic record has a title, and more than nine in ten a year', async () => {
    for (const name of ['evergreen__jazz_1k.mrc', 'koha__sample-biblios-1812.xml']) {
      const derived = records(await read(name)).map(deriveBib);
      expect(derived.filter(({ title }) => title === '')).toEqual([]);
      expect(derived.filter(({ year }) => year !== null).length / derived.length).toBeGreaterThan(0.9);
    }
  });

  test('the noise around ISBNs is no obstacle', async () => {
    const derived = records(await read('evergreen__badisbns.xml')).map(deriveBib);
    expect(derived.flatMap(({ isbns }) => isbns)).toContain('9780553268478');
    expect(derived.flatMap(({ invalidIsbns }) => invalidIsbns)).toContain('978788430094X');
  });
});
