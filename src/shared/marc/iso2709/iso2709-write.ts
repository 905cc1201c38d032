import { FIELD_TERMINATOR, RECORD_TERMINATOR, SUBFIELD_DELIMITER } from './iso2709-parse.ts';
import { problem, type MarcProblem } from '../problems.ts';
import { isControlField, type MarcField, type MarcRecord } from '../record.ts';

/** The bytes of the record, or why ISO 2709 cannot hold it. */
export type WriteIso2709Result = { ok: true; bytes: Uint8Array } | { ok: false; error: MarcProblem };

const MAX_RECORD_BYTES = 99_999;
const MAX_FIELD_BYTES = 9_999;
const encoder = new TextEncoder();
const delimiter = String.fromCharCode(SUBFIELD_DELIMITER);
const terminator = String.fromCharCode(FIELD_TERMINATOR);
const recordEnd = String.fromCharCode(RECORD_TERMINATOR);
// In a control field a subfield delimiter can do no harm, and one that was read must be written again.
const breaksControlField = (text: string): boolean => text.includes(recordEnd) || text.includes(terminator);
const breaksSubfield = (text: string): boolean => breaksControlField(text) || text.includes(delimiter);

const printable = (text: string, length: number): string =>
  text
    .slice(0, length)
    .replace(/[^\u0020-\u007e]/g, ' ')
    .padEnd(length);

const fieldText = (field: MarcField): { text: string } | { error: MarcProblem } => {
  const { tag } = field;
  if (!/^[\u0021-\u007e]{3}$/.test(tag)) return { error: problem('marc.tag_invalid', { tag }) };
  if (isControlField(field)) {
    if (breaksControlField(field.value)) return { error: problem('marc.write_delimiter_in_value', { tag }) };
    return { text: field.value + terminator };
  }
  const indicators = field.ind1 + field.ind2;
  if (!/^[\u0020-\u007e]{2}$/.test(indicators)) return { error: problem('marc.indicator_not_writable', { tag }) };
  let text = indicators;
  for (const { code, value } of field.subfields) {
    if (breaksSubfield(code) || breaksSubfield(value)) {
      return { error: problem('marc.write_delimiter_in_value', { tag }) };
    }
    // An empty code is what a delimiter without anything behind it was read as; with a value it would change its meaning.
    if ([...code].length > 1 || (code === '' && value !== '')) {
      return { error: problem('marc.subfield_code_invalid', { tag, code }) };
    }
    text += delimiter + code + value;
  }
  return { text: text + terminator };
};

/**
 * A record as ISO 2709 in UTF-8: leader/09 is 'a', the lengths, the base address and the entry map are computed.
 * @returns an error when the record has more than 99,999 bytes, a field more than 9,999, or a value cannot be expressed
 */
export const writeIso2709 = (record: MarcRecord): WriteIso2709Result => {
  const parts: Uint8Array[] = [];
  let directory = '';
  let start = 0;
  for (const field of record.fields) {
    const written = fieldText(field);
    if ('error' in written) return { ok: false, error: written.error };
    const bytes = encoder.encode(written.text);
    if (bytes.length > MAX_FIELD_BYTES) {
      const params = { tag: field.tag, bytes: bytes.length, limit: MAX_FIELD_BYTES };
      return { ok: false, error: problem('marc.write_field_too_long', params) };
    }
    directory += field.tag + String(bytes.length).padStart(4, '0') + String(start).padStart(5, '0');
    start += bytes.length;
    parts.push(bytes);
  }
  const base = 24 + directory.length + 1;
  const total = base + start + 1;
  if (total > MAX_RECORD_BYTES) {
    return { ok: false, error: problem('marc.write_record_too_long', { bytes: total, limit: MAX_RECORD_BYTES }) };
  }
  const given = printable(record.leader, 24);
  const leader = `${String(total).padStart(5, '0')}${given.slice(5, 9)}a22${String(base).padStart(5, '0')}${given.slice(17, 20)}4500`;
  const out = new Uint8Array(total);
  out.set(encoder.encode(leader + directory + terminator));
  let at = base;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  out[total - 1] = RECORD_TERMINATOR;
  return { ok: true, bytes: out };
};
