import type { Db, Tx } from '#platform/database/db';
import { judgeTitles, type Judgement } from '#shared/identity/same-title';
import type { DerivedBib } from '#shared/marc/derived-bib';
import type { MarcRecord } from '#shared/marc/record';
import { deriveBib } from '#shared/marc/derive';
import { selectDuplicates, selectMarcOf, type DuplicateReason, type DuplicateRow } from '../data/duplicates.queries.ts';
import { distinctOf } from '../bibs/distinct-titles.ts';
import { duplicateKey, isWeakKey, titleOfKey } from '../rules/duplicate-keys.ts';
import { describeTitle } from '../rules/title-description.ts';

/** A record in the catalogue that is the same title and edition, or may be. */
export interface Duplicate {
  bibId: number;
  title: string;
  publisher: string | null;
  year: number | null;
  controlNumber: string | null;
  /** Whose control number it is (003). */
  controlNumberSource: string | null;
  by: DuplicateReason;
  judgement: Exclude<Judgement, 'other'>;
}

const STRENGTH: Readonly<Record<DuplicateReason, number>> = { isbn: 0, control_number: 1, title: 2 };
/** A number that stands on more records than this is no ISBN but a word for one; the others are not looked at. */
const MOST_BY_ISBN = 50;

/** What was found for each record, strongest first, each once. */
function sortOut(rows: readonly DuplicateRow[], count: number): Map<number, DuplicateRow>[] {
  const found = Array.from({ length: count }, () => new Map<number, DuplicateRow>());
  const sorted = rows.toSorted((a, b) => STRENGTH[a.by] - STRENGTH[b.by] || a.bibId - b.bibId);
  const otherwise = new Set(sorted.filter(({ by }) => by !== 'isbn').map(({ at, bibId }) => `${at} ${bibId}`));
  for (const row of sorted) {
    const mine = found[row.at];
    if (!mine || mine.has(row.bibId)) continue;
    if (mine.size >= MOST_BY_ISBN && !otherwise.has(`${row.at} ${row.bibId}`)) continue;
    mine.set(row.bibId, row);
  }
  return found;
}

/**
 * For each record, what the catalogue holds of it already or may hold, by the one rule of identity: strongest first (ISBN, then control
 * number, then folded title + author + year), each record once. Two queries for all of them.
 */
export async function findDuplicatesOfEach(
  db: Db | Tx,
  records: readonly { marc: MarcRecord; derived: DerivedBib }[],
): Promise<Duplicate[][]> {
  if (records.length === 0) return [];
  const candidates = records.map(({ marc, derived }) => {
    const key = duplicateKey(marc, derived);
    const { isbns, controlNumber, controlNumberSource } = derived;
    return {
      isbns,
      controlNumber,
      controlNumberSource,
      duplicateKey: key,
      useKey: !isWeakKey(key),
      titleKey: titleOfKey(key),
    };
  });
  const found = sortOut(await selectDuplicates(db, candidates), records.length);
  const marcs = await selectMarcOf(db, [...new Set(found.flatMap((mine) => [...mine.keys()]))]);
  const described = new Map([...marcs].map(([id, marc]) => [id, describeTitle(marc)]));
  return records.map(({ marc, derived }, i) => {
    const own = describeTitle(marc, derived);
    return [...(found[i]?.values() ?? [])].flatMap(({ at: _at, ...duplicate }): Duplicate[] => {
      const other = described.get(duplicate.bibId);
      const judgement = other ? judgeTitles(own, other) : 'other';
      return judgement === 'other' ? [] : [{ ...duplicate, judgement }];
    });
  });
}

/**
 * The same for one record.
 * @param exceptId the record itself, when it is in the catalogue; what somebody has said to be another title is then left out, too
 */
export async function findDuplicates(db: Db | Tx, marc: MarcRecord, exceptId?: number): Promise<Duplicate[]> {
  const [duplicates = []] = await findDuplicatesOfEach(db, [{ marc, derived: deriveBib(marc) }]);
  return exceptId === undefined ? duplicates : othersOf(db, exceptId, duplicates);
}

async function othersOf(db: Db | Tx, id: number, duplicates: readonly Duplicate[]): Promise<Duplicate[]> {
  const areDistinct = await distinctOf(db, [id, ...duplicates.map(({ bibId }) => bibId)]);
  return duplicates.filter(({ bibId }) => bibId !== id && !areDistinct(id, bibId));
}

/** The same for records that are in the catalogue, by their ids. */
export async function findDuplicatesOf(db: Db | Tx, bibIds: readonly number[]): Promise<Map<number, Duplicate[]>> {
  const records = [...(await selectMarcOf(db, bibIds))];
  const found = await findDuplicatesOfEach(
    db,
    records.map(([, marc]) => ({ marc, derived: deriveBib(marc) })),
  );
  const all = found.flatMap((duplicates) => duplicates.map(({ bibId }) => bibId));
  const areDistinct = await distinctOf(db, [...new Set([...bibIds, ...all])]);
  return new Map(
    records.map(([id], i) => [id, (found[i] ?? []).filter(({ bibId }) => bibId !== id && !areDistinct(id, bibId))]),
  );
}
