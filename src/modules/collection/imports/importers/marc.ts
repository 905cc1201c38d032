import { createHash } from 'node:crypto';
import { deriveBib } from '#shared/marc/derive';
import type { MarcReadResult } from '#shared/marc/read-result';
import type { MarcRecord } from '#shared/marc/record';
import { validateBib } from '#shared/marc/validate';
import type { BibEntry, ImportEntry, LostEntry, Remark } from '../entries.ts';
import { takeCopies, type MarcCopy } from '../rules/marc-copies.ts';
import type { ImporterInput } from './importer.ts';
import { controlNumberOf, lostRecord, marcLabel, readMarcFile, recordType, remarkOf } from './marc-file.ts';

/** A record without a number gets its fingerprint as number, so that it is known again when it is imported once more. */
function numbered(record: MarcRecord): MarcRecord {
  if (controlNumberOf(record) !== '') return record;
  const fingerprint = createHash('sha256').update(JSON.stringify(record)).digest('hex').slice(0, 20);
  const others = record.fields.filter((field) => field.tag !== '001' && field.tag !== '003');
  return {
    leader: record.leader,
    fields: [{ tag: '001', value: fingerprint }, { tag: '003', value: 'LUMBUNG' }, ...others],
  };
}

/** Nobody would find it again: it is not saved, and the report says how it comes in after all. */
const withoutTitle = (result: MarcReadResult, copies: number): LostEntry => ({
  ...lostRecord(result, {
    code: copies === 0 ? 'imports.record_without_title' : 'imports.record_with_copies_without_title',
    params: { number: result.record ? controlNumberOf(result.record) || '–' : '–', copies },
  }),
  remarks: result.warnings.map(remarkOf),
});

/** What becomes of a record of a file. */
export interface TakenRecord extends Pick<BibEntry, 'codes' | 'hidden'> {
  marc: MarcRecord;
  copies: MarcCopy[];
  words: Remark[];
}

/** The bibliographic records of an ISO 2709 or MARCXML file. @param take what becomes of each */
export async function* readTitles(
  input: ImporterInput,
  take: (record: MarcRecord) => TakenRecord,
): AsyncGenerator<ImportEntry> {
  for await (const result of readMarcFile(input)) {
    if (!result.record) {
      yield lostRecord(result);
      continue;
    }
    const type = recordType(result.record);
    if (type !== 'bib') {
      yield lostRecord(result, {
        code: type === 'authority' ? 'imports.is_authority' : 'imports.is_holdings',
        params: {},
      });
      continue;
    }
    const { marc, copies, words, ...more } = take(result.record);
    if (deriveBib(marc).title === '') {
      yield withoutTitle(result, copies.length);
      continue;
    }
    yield {
      type: 'bib',
      at: result.index,
      label: marcLabel(marc, (tag) => tag === '245'),
      remarks: [...result.warnings.map(remarkOf), ...words, ...validateBib(marc).map(remarkOf)],
      marc: numbered(marc),
      items: copies,
      merges: false,
      ...more,
    };
  }
}

/** Bibliographic records of an ISO 2709 or MARCXML file, with the copies that they bring. */
export const readMarcEntries = (input: ImporterInput): AsyncGenerator<ImportEntry> =>
  readTitles(input, (record) => takeCopies(record, input.around));
