import { describe, expect, test } from 'vitest';
import { readMarcXml, type ReadMarcXmlOptions } from './marcxml-read.ts';
import { MARCXML_COLLECTION_CLOSE, MARCXML_COLLECTION_OPEN, writeMarcXml } from './marcxml-write.ts';
import { book, collect, dataField, inChunks } from '../test-support.ts';

const readBytes = async (bytes: Uint8Array, size = 50, options?: ReadMarcXmlOptions) =>
  collect(readMarcXml(inChunks(bytes, size), options));
const read = async (xml: string, size = 50, options?: ReadMarcXmlOptions) =>
  readBytes(new TextEncoder().encode(xml), size, options);
const record = (inner: string): string => `<record><leader>00000nam a2200000 i 4500</leader>${inner}</record>`;
const collection = (...inner: string[]): string =>
  `<collection xmlns="http://www.loc.gov/MARC21/slim">${inner.join('\n')}</collection>`;

describe('MARCXML', () => {
  test('what is written is read again exactly: white space, quotes, ampersands, unknown tags', async () => {
    const original = book('245 10 $a  Tom & "Jerry" <3  :\r\n\t $b]]> é 📚', '9Z9 #& $"x$<y');
    const xml = MARCXML_COLLECTION_OPEN + writeMarcXml(original) + writeMarcXml(original) + MARCXML_COLLECTION_CLOSE;
    for (const size of [1, 13, 100_000]) {
      const results = await read(xml, size);
      expect(results.map((result) => result.record)).toEqual([original, original]);
      expect(results.map(({ index, warnings }) => [index, warnings])).toEqual([
        [1, []],
        [2, []],
      ]);
    }
  });

  test('any namespace prefix, a single record, and records inside OAI-PMH answers are read', async () => {
    const prefixed = collection(record('<controlfield tag="001">1</controlfield>'))
      .replaceAll(/<(\/?)(\w)/g, '<$1marc:$2')
      .replace('xmlns=', 'xmlns:marc=');
    const oai = `<OAI-PMH><ListRecords><record><header><identifier>x</identifier></header><metadata>${record('')}</metadata></record></ListRecords></OAI-PMH>`;
    expect((await read(prefixed))[0]?.record?.fields).toEqual([{ tag: '001', value: '1' }]);
    expect(await read(record(''))).toHaveLength(1);
    expect((await read(oai)).map((result) => result.record?.leader)).toEqual(['00000nam a2200000 i 4500']);
  });

  test('a document type is refused, so entities can neither multiply nor fetch anything', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE c [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>${collection(record('<controlfield tag="001">&b;&x;</controlfield>'))}`;
    expect(await read(bomb)).toEqual([expect.objectContaining({ error: { code: 'marc.xml_dtd_refused' } })]);
    expect(await read(`<!DOCTYPE collection SYSTEM "http://example.com/x.dtd">${collection(record(''))}`)).toEqual([
      expect.objectContaining({ index: 1, error: { code: 'marc.xml_dtd_refused' } }),
    ]);
  });

  test('records before a fault are delivered, then the fault', async () => {
    const results = await read(collection(record(''), record(''), '<record><leader>x</record>', record('')));
    expect(results.map((result) => result.error?.code ?? 'record')).toEqual(['record', 'record', 'marc.xml_malformed']);
    expect(results[2]?.error?.params).toMatchObject({ line: 3 });
    const cut = collection(record(''), record('')).slice(0, -60);
    expect((await read(cut)).map((result) => result.error?.code ?? 'record')).toEqual(['record', 'marc.xml_malformed']);
    expect(
      (await read(collection(record('<controlfield tag="001">&nbsp;</controlfield>')))).map((one) => one.error?.code),
    ).toEqual(['marc.xml_malformed']);
  });

  test.each([
    ['nam a2200000 i 4500', '00000nam a2200000 i 4500'],
    ['00000nam a22 i 4500', '00000nam a22 i      4500'],
    ['\n  00000nam a2200000 i 4500  \n', '00000nam a2200000 i 4500'],
    ['', ' '.repeat(24)],
  ])('a leader of the wrong length (%j) is completed with a warning', async (given, leader) => {
    const [result] = await read(`<record><leader>${given}</leader><controlfield tag="001">1</controlfield></record>`);
    expect(result?.record?.leader).toBe(leader);
    expect(result?.warnings).toEqual([{ code: 'marc.leader_length', params: { length: given.length } }]);
  });

  test('missing indicators and stray text are warnings, an empty record an error', async () => {
    const results = await read(
      collection(
        record('<datafield tag="245" ind1="1">lepas<subfield code="a">Judul</subfield></datafield>'),
        '<record></record>',
      ),
    );
    expect(results[0]?.record?.fields).toEqual([dataField('245 1_ $aJudul')]);
    expect(results[0]?.warnings.map(({ code }) => code)).toEqual(['marc.indicators_wrong', 'marc.xml_text_ignored']);
    expect(results[1]?.error).toEqual({ code: 'marc.record_empty' });
  });

  test('the declared encoding and byte order marks are honoured; an unknown encoding is an error', async () => {
    const xml = (encoding: string): string =>
      `<?xml version="1.0" encoding="${encoding}"?>${record('<controlfield tag="001">é</controlfield>')}`;
    const value = async (bytes: Uint8Array): Promise<unknown> => (await readBytes(bytes, 5))[0]?.record?.fields;
    const expected = [{ tag: '001', value: 'é' }];
    expect(await value(Buffer.from(xml('ISO-8859-1'), 'latin1'))).toEqual(expected);
    expect(await value(Buffer.from(`\uFEFF${xml('utf-16')}`, 'utf16le'))).toEqual(expected);
    expect(await value(Buffer.from(`\uFEFF\n${xml('utf-8')}`))).toEqual(expected);
    expect((await read(xml('klingon')))[0]?.error).toEqual({
      code: 'marc.xml_encoding_unsupported',
      params: { encoding: 'klingon' },
    });
  });

  test('a document without records, and one that never comes to an end, are errors', async () => {
    expect((await read('<html><body/></html>'))[0]?.error).toEqual({ code: 'marc.xml_no_record' });
    const endless = `<collection>${record('')}<record><leader>${'x'.repeat(5000)}`;
    expect((await read(endless, 100, { maxTextLength: 1000 })).map((result) => result.error?.code ?? 'record')).toEqual(
      ['record', 'marc.record_too_long'],
    );
  });

  test('characters that XML forbids are dropped from subfields and leave a blank where positions count', async () => {
    const xml = writeMarcXml({
      leader: '00000nam a2200000 i 4500',
      fields: [{ tag: '008', value: 'a\u001fb' }, dataField('245 10 $aJu\u0000d\u001bul\uD800 \uFFFE📚')],
    });
    const [result] = await read(xml);
    expect(result?.record?.fields).toEqual([{ tag: '008', value: 'a b' }, dataField('245 10 $aJudul 📚')]);
  });

  test('a record that stands alone declares its namespace', () => {
    expect(writeMarcXml(book(), { standalone: true })).toMatch(
      /^<record xmlns="http:\/\/www\.loc\.gov\/MARC21\/slim"><leader>/,
    );
  });
});
