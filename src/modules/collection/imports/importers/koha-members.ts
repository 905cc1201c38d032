import { keepOldHash, readOldHash } from '#modules/ground/identity';
import { importErrors } from '../errors.ts';
import type { ImportEntry, LostEntry, NoteEntry, Remark } from '../entries.ts';
import { KOHA_DROPPED, KOHA_READ, kohaMember, type KohaCells } from '../rules/koha-members.ts';
import { headOf } from './class-list.ts';
import { csvLines } from './class-rows.ts';
import { countedBytes, labelOf, namedColumns, type ImporterInput, type ImportSource } from './importer.ts';

/** So MySQL's own program writes what is not there. */
const NOTHING = 'NULL';
/** A letter that the file has lost: it was saved in another character set. */
const LOST_LETTER = '\ufffd';
const READ = new Set(KOHA_READ.map((name) => name.toLowerCase()));
const DROPPED = new Set(KOHA_DROPPED.map((name) => name.toLowerCase()));

/** A word about columns of the file, if there are any. */
function* wordsOf(file: string, code: string, columns: readonly string[]): Generator<NoteEntry> {
  const named = columns.filter((name) => name !== '');
  if (named.length === 0) return;
  yield { type: 'note', at: 0, label: labelOf(file), remarks: [{ code, params: { columns: namedColumns(named) } }] };
}

/** Is it the header of a table of patrons? Nobody is found without a number, and nobody is called nothing. */
const isHeader = (names: readonly string[]): boolean => names.includes('cardnumber') && names.includes('surname');

/** What is kept of a password: bcrypt alone, as Koha has made it since 2013; "!" locks an account, and what is empty is none. */
async function passwordOf(written: string): Promise<{ hash: string | null; isUnusable: boolean }> {
  const isBcrypt = readOldHash(written)?.kind === 'bcrypt';
  return { hash: isBcrypt ? await keepOldHash(written) : null, isUnusable: !isBcrypt && !['', '!'].includes(written) };
}

async function entryOf(at: number, cell: KohaCells, input: ImporterInput, today: string): Promise<ImportEntry> {
  const { facts, password, blocks, words } = kohaMember(cell, input.around, today);
  const { texts, homeLibraryId, ...row } = facts;
  const label = labelOf([row.number, row.fullName].filter((text) => text !== '').join(' · '));
  const lost = (code: string): LostEntry => ({ type: 'lost', at, label, remarks: [], reason: { code, params: {} } });
  if (row.number === '') return lost('imports.member_number_missing');
  if (row.fullName === '') return lost('imports.member_name_missing');
  if (homeLibraryId === null) return lost('imports.member_without_library');
  const { hash, isUnusable } = await passwordOf(password);
  const remarks: Remark[] = [...words];
  if (isUnusable) remarks.push({ code: 'imports.password_unusable', params: {} });
  if ([...Object.values(texts), row.fullName].some((text) => text?.includes(LOST_LETTER))) {
    remarks.push({ code: 'imports.letters_lost', params: {} });
  }
  return {
    type: 'member',
    at,
    label,
    remarks,
    row: { ...row, ...texts, homeLibraryId },
    moved: { passwordHash: hash, blocks },
    codes: [
      { kind: 'library', code: cell('branchcode').trim() },
      { kind: 'category', code: cell('categorycode').trim() },
    ],
  };
}

/** The patrons of a Koha, by the names of the columns in the first line. Refuses `imports.not_koha_members` and `imports.file_empty`. */
export async function* readKohaMembers(input: ImporterInput, source: ImportSource): AsyncGenerator<ImportEntry> {
  const { around, onBytes } = input;
  const today = around.movingIn?.today;
  if (today === undefined) throw new Error('patrons of a Koha come with what is known of the day');
  const lines = csvLines(countedBytes(source, onBytes), await headOf(source.path));
  let places: ReadonlyMap<string, number> | null = null;
  let width = 0;
  for await (const { line, values } of lines) {
    if (places === null) {
      const names = values.map((value) => value.trim().toLowerCase());
      if (!isHeader(names)) throw importErrors.notKohaMembers({ file: source.name }, { members: 'koha_columns' });
      places = new Map(names.map((name, at) => [name, at]));
      width = names.length;
      yield* wordsOf(
        source.name,
        'imports.columns_dropped',
        names.filter((name) => DROPPED.has(name)),
      );
      const unknown = names.filter((name) => !READ.has(name) && !DROPPED.has(name));
      yield* wordsOf(source.name, 'imports.columns_unknown', unknown);
      continue;
    }
    const at = places;
    const cell: KohaCells = (column) => {
      const value = values[at.get(column.toLowerCase()) ?? -1] ?? '';
      return value === NOTHING ? '' : value;
    };
    if (values.length === width) yield await entryOf(line, cell, input, today);
    else {
      const reason = { code: 'imports.columns_wrong', params: { found: values.length, expected: width } };
      yield { type: 'lost', at: line, label: labelOf(cell('cardnumber')), remarks: [], reason };
    }
  }
  if (places === null) throw importErrors.fileEmpty({ file: source.name });
}
