import { readTables, slimsErrors, type FilesAtHand, type FilesOfSystem } from '#modules/moving/engine';
import { Codes } from '#shared/moving/codes';
import { IdSet } from '#shared/moving/id-set';
import { NumberMap } from '#shared/moving/number-map';
import { rowReader, type OldRow } from '#shared/moving/old-row';
import { CatalogFiles } from './files/catalog-files.ts';
import { readMemberType, type MemberTypeRow } from './rules/member-type.ts';
import { numberKey } from './rules/number-key.ts';
import { idOf } from './rules/ids.ts';
import { headKey } from './rules/loan-row.ts';

/** What must be known of a dump before its titles can be read. */
export interface Survey {
  /** Rows of each table, carried or not. */
  rows: Map<string, number>;
  /** Titles, in the order of the dump. */
  titles: number[];
  titleSet: IdSet;
  /** Titles that a copy without a call number of its own belongs to. */
  lendCallNumbers: IdSet;
  codes: Record<CodeTable, Codes>;
  memberTypes: MemberTypeRow[];
  /** Passwords of members who have registered in the OPAC, as they are kept there, by what stands for their number. */
  passwords: Map<number, string>;
  /** Members, by what stands for their number. */
  memberNumbers: NumberMap;
  /** Files that hang on titles. */
  catalogFiles: CatalogFiles;
  /** Who has borrowed, by what stands for the number of the loan's head. */
  heads: NumberMap;
}

/** Tables of codes: their key, their name, and the column that says more. */
const CODE_TABLES = {
  worksheets: ['id', 'name', null],
  collectionstatus: ['id', 'name', null],
  collectionrules: ['id', 'name', null],
  collectioncategorys: ['id', 'name', null],
  collectionmedias: ['id', 'name', null],
  collectionsources: ['id', 'name', null],
  partners: ['id', 'name', null],
  locations: ['id', 'name', 'code'],
  location_library: ['id', 'name', 'code'],
  status_anggota: ['id', 'nama', null],
  master_jenis_identitas: ['id', 'nama', 'isnik'],
} as const;
type CodeTable = keyof typeof CODE_TABLES;
const isCodes = (table: string): table is CodeTable => table in CODE_TABLES;
/** Also what is only held against others, and rights of accounts. */
export const isCodeTable = (table: string): boolean => isCodes(table) || CHECKED.has(table);
const CHECKED = new Set(['catalog_subruas', 'auth_assignment', 'collectionloans']);

const newCodes = (): Record<CodeTable, Codes> => ({
  worksheets: new Codes(),
  collectionstatus: new Codes(),
  collectionrules: new Codes(),
  collectioncategorys: new Codes(),
  collectionmedias: new Codes(),
  collectionsources: new Codes(),
  partners: new Codes(),
  locations: new Codes(),
  location_library: new Codes(),
  status_anggota: new Codes(),
  master_jenis_identitas: new Codes(),
});

/**
 * What is read of a dump. Copies of the civil registry (`master_kependudukan`, `penduduk`) are in no list: of them not a value is read. Others are read
 * though nothing of them is kept: a row that cannot be read is found before anything is written.
 */
const READ = new Set([
  ...Object.keys(CODE_TABLES),
  ...['catalogs', 'catalog_ruas', 'catalog_subruas', 'collections', 'members', 'membersonline', 'jenis_anggota'],
  ...[
    'collectionloans',
    'collectionloanitems',
    'collectionloanextends',
    'pelanggaran',
    'memberguesses',
    'groupguesses',
    'holidays',
  ],
  ...['users', 'auth_assignment', 'peraturan_peminjaman_hari', 'peraturan_peminjaman_tanggal', 'catalogfiles'],
]);

function takeRow(survey: Survey, table: string, row: OldRow): void {
  if (isCodes(table)) {
    const [key, name, more] = CODE_TABLES[table];
    survey.codes[table].add(row(key), row(name), more === null ? null : row(more));
    return;
  }
  switch (table) {
    case 'catalogs': {
      const id = idOf(row('id'));
      if (survey.titleSet.add(id)) survey.titles.push(id);
      break;
    }
    case 'collections':
      if ((row('callnumber') ?? '').trim() === '') survey.lendCallNumbers.add(idOf(row('catalog_id')));
      break;
    case 'members':
      survey.memberNumbers.add(numberKey(row('memberno')), Math.max(idOf(row('id')), 0));
      break;
    case 'membersonline':
      // of two accounts of a number the first one counts
      if (!survey.passwords.has(numberKey(row('noanggota')))) {
        survey.passwords.set(numberKey(row('noanggota')), row('password')?.trim() ?? '');
      }
      break;
    case 'collectionloans':
      survey.heads.add(headKey(row('id')), Math.max(idOf(row('member_id')), 0));
      break;
    case 'jenis_anggota':
      survey.memberTypes.push(readMemberType(row));
      break;
  }
}

/**
 * Reads a dump once from end to end: whether it is whole, how many rows each table has, and what its codes mean. Fills the worksheets in, which name folders of files, and notes the rows that name a file, where files are at hand. Refuses one that cannot be read, is
 * cut off, or is not of INLISLite; one of SLiMS in a sentence that says so.
 */
export async function surveyDump(
  { path, source }: { path: string; source: string },
  { files, system, worksheets }: { files: FilesAtHand | null; system: FilesOfSystem; worksheets: Codes },
  { signal, onRead }: { signal: AbortSignal; onRead?: (rows: number) => Promise<void> },
): Promise<Survey> {
  const codes = { ...newCodes(), worksheets };
  const survey: Survey = {
    rows: new Map(),
    titles: [],
    titleSet: new IdSet(),
    lendCallNumbers: new IdSet(),
    codes,
    catalogFiles: new CatalogFiles(worksheets),
    memberTypes: [],
    passwords: new Map(),
    memberNumbers: new NumberMap(),
    heads: new NumberMap(),
  };
  const count = (table: string, rows: number): void => {
    survey.rows.set(table, (survey.rows.get(table) ?? 0) + rows);
  };
  let read = 0;
  for await (const event of readTables(path, READ)) {
    signal.throwIfAborted();
    if (event.type !== 'rows') continue;
    count(event.table, event.count);
    const cellsOf = rowReader(event.columns);
    for (const cells of event.rows ?? []) {
      const row = cellsOf(cells);
      takeRow(survey, event.table, row);
      if (files) survey.catalogFiles.take(event.table, row);
      const named = system.pictureOf(event.table, row, source);
      if (!named) continue;
      count(system.tables[named.kind], 1);
      files?.addPicture(named);
    }
    await onRead?.((read += event.count));
  }
  if (!survey.rows.has('catalogs')) {
    if (survey.rows.has('biblio')) throw slimsErrors.isSlims();
    throw slimsErrors.notInlislite();
  }
  return survey;
}
