import { Readable } from 'node:stream';
import { readOutgoing } from '#platform/sending/read-outgoing';
import { isbn13To10 } from '#shared/isbn';
import { readMarcXml } from '#shared/marc/marcxml/marcxml-read';
import { decodeXml } from '#shared/marc/marcxml/xml-decode';
import type { MarcProblemCode } from '#shared/marc/problems';
import type { MarcRecord } from '#shared/marc/record';
import type { RecordSource } from '../client.ts';
import { cqlOf, issnIndexOf, searchRetrieveUrl } from '../rules/cql.ts';
import type { Sought } from '../rules/sought.ts';
import { readSruWords } from '../rules/sru-words.ts';
import { troubleOf, type AskLimits, type SourceAnswer } from './answer.ts';

/** Questions in their order: the next one is asked where the one before found nothing. */
function queriesOf(source: RecordSource, sought: Sought): string[] {
  if (sought.kind === 'words') return [cqlOf(source.titleIndex, sought.text, 'all')];
  if (sought.kind === 'issn') {
    const index = issnIndexOf(source.isbnIndex);
    return index === null ? [] : [cqlOf(index, sought.issn, '=')];
  }
  // books from before 2007 stand under ten figures in many catalogues
  const numbers = [sought.isbn, isbn13To10(sought.isbn)].filter((isbn) => isbn !== null);
  return numbers.map((isbn) => cqlOf(source.isbnIndex, isbn, '='));
}

const isHtml = (type: string, body: Buffer): boolean =>
  type === 'text/html' || /^\s*<(?:!doctype\s+html|html)/i.test(body.subarray(0, 200).toString('latin1'));

/** What lost the document, not a record of it. */
const FAULTS: readonly MarcProblemCode[] = ['marc.xml_malformed', 'marc.xml_dtd_refused', 'marc.record_too_long'];

async function textOf(body: Buffer): Promise<string> {
  let text = '';
  for await (const part of decodeXml(Readable.from([body]))) text += part;
  return text;
}

async function readAnswer(body: Buffer, most: number): Promise<SourceAnswer> {
  const records: MarcRecord[] = [];
  let fault: MarcProblemCode | null = null;
  for await (const { record, error } of readMarcXml(Readable.from([body]))) {
    if (record) records.push(record);
    if (records.length >= most) break;
    if (error && error.code !== 'marc.record_empty') fault = error.code;
  }
  // an answer that was cut short still gives the records that came whole
  if (records.length > 0) return { records: records.map((marc) => ({ marc, cover: null })) };
  if (fault === 'marc.xml_encoding_unsupported') return { trouble: 'charset' };
  if (fault !== null && FAULTS.includes(fault)) return { trouble: 'damaged' };
  const { count, diagnostic } = readSruWords(await textOf(body));
  if (diagnostic !== null) return { trouble: 'diagnostic', ...(diagnostic !== '' && { said: diagnostic }) };
  if (count === 0) return { records: [] };
  return { trouble: count === null ? 'not_xml' : 'other_schema' };
}

/** Asks a catalogue by SRU (searchRetrieve 1.1, 1.2) for MARCXML. Never throws for what the catalogue does. */
export async function askSru(source: RecordSource, sought: Sought, limits: AskLimits): Promise<SourceAnswer> {
  const begun = performance.now();
  let answer: SourceAnswer = { records: [] };
  const queries = queriesOf(source, sought);
  if (queries.length === 0) return { unasked: true };
  for (const query of queries) {
    const patience = Math.floor(limits.patience - (performance.now() - begun));
    if (patience <= 0) return { trouble: 'slow' };
    const { sruVersion: version, recordSchema: schema, address } = source;
    const url = searchRetrieveUrl(address, { version, schema, query, most: limits.mostRecords });
    const found = await readOutgoing(url, { named: limits.named, patience, most: limits.mostBytes });
    if ('trouble' in found) return troubleOf(found);
    if (isHtml(found.type, found.body)) return { trouble: 'not_xml' };
    answer = await readAnswer(found.body, limits.mostRecords);
    if (!('records' in answer) || answer.records.length > 0) return answer;
  }
  return answer;
}
