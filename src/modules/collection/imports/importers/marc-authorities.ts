import { checkTags } from '#shared/marc/validate';
import type { ImportEntry } from '../entries.ts';
import type { ImporterInput } from './importer.ts';
import { lostRecord, marcLabel, readMarcFile, recordType, remarkOf } from './marc-file.ts';

/** Authority records of an ISO 2709 or MARCXML file. */
export async function* readAuthorityEntries(input: ImporterInput): AsyncGenerator<ImportEntry> {
  for await (const result of readMarcFile(input)) {
    if (!result.record) yield lostRecord(result);
    else if (recordType(result.record) !== 'authority') {
      yield lostRecord(result, { code: 'imports.not_authority', params: {} });
    } else {
      yield {
        type: 'authority',
        at: result.index,
        label: marcLabel(result.record, (tag) => /^1\d\d$/.test(tag)),
        remarks: [...result.warnings, ...checkTags(result.record)].map(remarkOf),
        marc: result.record,
      };
    }
  }
}
