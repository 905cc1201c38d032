import { expect, test } from 'vitest';
import { detectMarcFormat } from './detect.ts';
import { MARCXML_COLLECTION_OPEN } from './marcxml/marcxml-write.ts';
import { book, isoFile } from './test-support.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const iso = isoFile(book('245 10 $aJudul')).toString('latin1');

test.each([
  ['a record', iso],
  ['a record after a byte order mark and blank lines', `\uFEFF\r\n \n${iso}`],
  ['a record whose length was left blank', `     ${iso.slice(5)}`],
])('%s is ISO 2709', (_name, text) => {
  expect(detectMarcFormat(bytes(text))).toBe('iso2709');
});

test.each([
  ['a collection', MARCXML_COLLECTION_OPEN],
  ['a single record after a comment', '\uFEFF\n<!-- <html> --><record><leader>'],
  [
    'a prefixed collection',
    '<?xml version="1.0"?>\n<?xml-stylesheet href="x"?><marc:collection xmlns:marc="http://www.loc.gov/MARC21/slim">',
  ],
  ['an OAI-PMH answer', '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'],
  [
    'a collection with a document type, which the reader will refuse',
    '<!DOCTYPE collection [<!ENTITY a "b">]><collection>',
  ],
])('%s is MARCXML', (_name, text) => {
  expect(detectMarcFormat(bytes(text))).toBe('marcxml');
});

test('UTF-16 MARCXML is recognised', () => {
  expect(detectMarcFormat(Buffer.from(`\uFEFF${MARCXML_COLLECTION_OPEN}`, 'utf16le'))).toBe('marcxml');
});

test.each([
  ['nothing', ''],
  ['PDF', '%PDF-1.7\n1 0 obj'],
  ['ZIP', 'PK\u0003\u0004\u0014'],
  ['HTML', '<!DOCTYPE html><html><head><title>record</title>'],
  ['other XML', '<?xml version="1.0"?><rss version="2.0"><record>'],
  ['CSV', 'No,Judul,Pengarang\n00001,Bumi manusia,Pramoedya'],
  ['numbers', '00001234567890123456789012345678901234567890'],
])('%s is not MARC', (_name, text) => {
  expect(detectMarcFormat(bytes(text))).toBeNull();
});
