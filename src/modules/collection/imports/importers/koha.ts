import type { MarcRecord } from '#shared/marc/record';
import type { ImportEntry } from '../entries.ts';
import { codesOfCopies } from '../rules/koha-codes.ts';
import { withOwnNumbers, type SeenNumbers } from '../rules/koha-numbers.ts';
import { isSuppressed, numberedByKoha } from '../rules/koha-record.ts';
import { takeCopies } from '../rules/marc-copies.ts';
import { ofFile, type ImporterInput } from './importer.ts';
import { readKohaMembers } from './koha-members.ts';
import { readTitles, type TakenRecord } from './marc.ts';

/** What becomes of a title of a Koha that moves in, each with what the titles before have. */
function taker({ around }: ImporterInput): (record: MarcRecord) => TakenRecord {
  const seen: SeenNumbers = { barcodes: new Set(), accessionNumbers: new Set() };
  const owner = around.libraries.find(({ id }) => id === around.defaultLibraryId)?.code ?? '';
  return (record) => {
    const taken = takeCopies(record, around);
    const { copies, refused, words } = withOwnNumbers(taken.copies, seen);
    const marc = numberedByKoha(taken.marc, owner);
    return {
      marc: refused.length === 0 ? marc : { ...marc, fields: [...marc.fields, ...refused] },
      copies,
      words: [...taken.words, ...words],
      codes: codesOfCopies(record),
      hidden: isSuppressed(record),
    };
  };
}

/** A Koha that moves in: its records with their copies (MARC or MARCXML), its members (CSV), or both. */
export async function* readKohaEntries(input: ImporterInput): AsyncGenerator<ImportEntry> {
  const biblio = input.files.find(({ role }) => role === 'biblio');
  const members = input.files.find(({ role }) => role === 'members');
  if (biblio) yield* ofFile('biblio', readTitles({ ...input, files: [biblio] }, taker(input)));
  if (members) yield* ofFile('members', readKohaMembers(input, members));
}
