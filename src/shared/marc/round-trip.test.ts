import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { breaksOfSlim } from '../../../tests/support/slim-schema.ts';
import { readIso2709 } from './iso2709/iso2709-read.ts';
import { readMarcXml } from './marcxml/marcxml-read.ts';
import { MARCXML_COLLECTION_CLOSE, MARCXML_COLLECTION_OPEN, writeMarcXml } from './marcxml/marcxml-write.ts';
import type { MarcRecord } from './record.ts';
import { book, collect, dataField, inChunks, isoFile } from './test-support.ts';

const digits = '0123456789';
const oneOf = (chars: string) => fc.constantFrom(...chars);
/** Text as a record may hold it: any character but controls and halves of pairs. */
const text = fc
  .string({ unit: 'binary', maxLength: 30 })
  .map((made) => made.replace(/[\p{Cc}\p{Cs}\ufffd\ufffe\uffff]/gu, 'x'));
const tag = (first: string) => fc.tuple(oneOf(first), oneOf(digits), oneOf(digits)).map((chars) => chars.join(''));
const control = fc.record({ tag: fc.constantFrom('001', '003', '005', '006', '007', '008'), value: text });
const data = fc.record({
  tag: fc.oneof(tag('123456789'), fc.constantFrom('010', '020', '082', '099')),
  ind1: oneOf(` ${digits}`),
  ind2: oneOf(` ${digits}`),
  subfields: fc.array(fc.record({ code: oneOf(`abcdefghijklmnopqrstuvwxyz${digits}`), value: text }), {
    minLength: 1,
    maxLength: 5,
  }),
});
const leader = fc
  .tuple(
    oneOf('acdnp'),
    oneOf('acdefgijkmoprt'),
    oneOf('abcdims'),
    oneOf(' a'),
    oneOf(' 12345678uz'),
    oneOf(' aciu'),
    oneOf(' abc'),
  )
  .map(
    ([status, type, level, archive, encoding, form, part]) =>
      `00000${status}${type}${level}${archive}a2200000${encoding}${form}${part}4500`,
  );
/** A record of MARC 21: control fields first. */
const valid = fc
  .tuple(leader, fc.array(control, { maxLength: 4 }), fc.array(data, { minLength: 1, maxLength: 8 }))
  .map(([given, controls, fields]): MarcRecord => ({ leader: given, fields: [...controls, ...fields] }));

const asXml = (...records: readonly MarcRecord[]): string =>
  MARCXML_COLLECTION_OPEN + records.map((record) => writeMarcXml(record)).join('') + MARCXML_COLLECTION_CLOSE;
const fromXml = async (xml: string): Promise<(MarcRecord | undefined)[]> =>
  (await collect(readMarcXml(inChunks(Buffer.from(xml), 97)))).map(({ record }) => record);

describe('what goes out comes in again', () => {
  test('any valid record is the same after MARCXML, and its MARCXML keeps the rules of the schema', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(valid, { minLength: 1, maxLength: 3 }), async (records) => {
        const xml = asXml(...records);
        expect(breaksOfSlim(xml)).toEqual([]);
        expect(await fromXml(xml)).toEqual(records);
      }),
      { numRuns: 200 },
    );
  });

  test('any valid record is the same after ISO 2709, but for the lengths in its leader', async () => {
    const withoutLengths = (record: MarcRecord | undefined) =>
      record && { ...record, leader: record.leader.replace(/^.{5}(.{7}).{5}/, '00000$100000') };
    await fc.assert(
      fc.asyncProperty(valid, async (record) => {
        const [read] = await collect(readIso2709(inChunks(isoFile(record), 61)));
        expect(read?.warnings.filter(({ code }) => code !== 'marc.control_field_with_subfields')).toEqual([]);
        expect(withoutLengths(read?.record)).toEqual(record);
      }),
      { numRuns: 200 },
    );
  });

  test('a sloppy record goes out by the rules: control fields first, no subfield without code, positions that are reckoned anyway', async () => {
    const sloppy: MarcRecord = {
      leader: 'abc  nam a##?????   450 ',
      fields: [
        dataField('245 00 $aJudul'),
        { tag: '001', value: '1' },
        dataField('500 __ '),
        dataField('504 __ $aAda'),
      ],
    };
    const xml = asXml(sloppy, book('245 00 $aLain'));
    expect(breaksOfSlim(xml)).toEqual([]);
    expect((await fromXml(xml))[0]).toEqual({
      leader: '00000nam a2200000   4500',
      fields: [
        { tag: '001', value: '1' },
        dataField('245 00 $aJudul'),
        dataField('500 __ $a'),
        dataField('504 __ $aAda'),
      ],
    });
  });

  test('the rules see what breaks them', () => {
    const wrong = (xml: string): string[] => breaksOfSlim(MARCXML_COLLECTION_OPEN + xml + MARCXML_COLLECTION_CLOSE);
    expect(wrong('<record><leader>00000nam a2200000   4500</leader></record>')).toEqual([]);
    expect(wrong('<record><leader>00000n m a2200000  4500</leader></record>')).toHaveLength(1);
    expect(wrong('<record><controlfield tag="001">1</controlfield></record>')).toHaveLength(1);
    expect(
      wrong(
        '<record><leader>00000nam a2200000   4500</leader><datafield tag="24" ind1="A" ind2="#"><subfield code="">x</subfield></datafield>' +
          '<datafield tag="500" ind1=" "></datafield><controlfield tag="245">x</controlfield></record>',
      ),
    ).toHaveLength(8);
    expect(breaksOfSlim('<collection><rec/></collection>')).toHaveLength(2);
  });
});
