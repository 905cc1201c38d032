import { FIELD_TERMINATOR } from './iso2709/iso2709-parse.ts';
import { xmlEncoding } from './marcxml/xml-decode.ts';

/** As many bytes of a file as tell for certain: the longest record and the beginning of the next. */
export const MARC_HEAD_BYTES = 131_072;

const ROOTS = new Set(['collection', 'record', 'OAI-PMH', 'searchRetrieveResponse', 'ListRecords', 'GetRecord']);

/** Whether an XML document's root is one in which MARCXML records are found; what stands before it is passed over. */
const looksLikeMarcXml = (text: string): boolean => {
  const prolog = /^(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^[>]*(?:\[[\s\S]*?\]\s*)?>)*/.exec(text)?.[0] ?? '';
  const root = /^<(?:[\w.-]+:)?([\w.-]+)[\s/>]/.exec(text.slice(prolog.length));
  if (root) return ROOTS.has(root[1] ?? '');
  // A document type longer than these bytes: let the reader look at it, and refuse it by its name.
  return /^<!DOCTYPE\s+(?:[\w.-]+:)?(?:collection|record)\b/.test(text.slice(prolog.length));
};

/** The end of a directory: an entry (tag, length, starting position), then a field terminator, then its first field. */
const DIRECTORY_END = new RegExp(`[0-9A-Za-z]{3}\\d{9}${String.fromCharCode(FIELD_TERMINATOR)}[ -~]`);

/**
 * What kind of MARC file begins with these bytes (1 KiB or more is best; a whole file is fine). A byte order mark and
 * leading white space are passed over, and so is a first record whose leader is damaged: with {@link MARC_HEAD_BYTES} the end of its
 * directory, or that of the record behind it, is among the bytes.
 * @returns null for anything that is not MARC: PDF, ZIP, HTML, CSV, text, …
 */
export const detectMarcFormat = (firstBytes: Uint8Array): 'iso2709' | 'marcxml' | null => {
  const head = firstBytes.subarray(0, 4096);
  let text: string;
  try {
    text = new TextDecoder(xmlEncoding(head)).decode(head);
  } catch {
    // A declared encoding that nobody knows is the reader's to report.
    text = new TextDecoder('latin1').decode(head);
  }
  const start = text.trimStart();
  if (start.startsWith('<')) return looksLikeMarcXml(start) ? 'marcxml' : null;
  const leader = new TextDecoder('latin1').decode(head).replace(/^(?:\u00ef\u00bb\u00bf)?[\s\0]*/, '');
  if (/^\d{5}[^\d\s][a-z].{5}\d{5}.{3}45/.test(leader)) return 'iso2709';
  // Sloppy writers leave out lengths or status; the directory that follows is then what tells.
  if (/^[\d ]{0,5}[a-z #|][a-z].{5}[\d ]{5}.{3}45..\d{3}\d{9}/.test(leader)) return 'iso2709';
  return DIRECTORY_END.test(new TextDecoder('latin1').decode(firstBytes)) ? 'iso2709' : null;
};
