import type { Db, Tx } from '#platform/db';
import type { DerivedBib } from '#shared/marc/derived-bib';
import type { MarcRecord } from '#shared/marc/record';
import { deriveBib } from '#shared/marc/derive';
import { selectDuplicates, type DuplicateReason } from './data/duplicates.queries.ts';
import { duplicateKey, isWeakKey, titleOfKey } from './rules/duplicate-keys.ts';

/** A record in the catalogue that may be the same work and edition. */
export interface Duplicate {
  bibId: number;
  title: string;
  publisher: string | null;
  year: number | null;
  controlNumber: string | null;
  /** Whose control number it is (003). */
  controlNumberSource: string | null;
  by: DuplicateReason;
}

const STRENGTH: Readonly<Record<DuplicateReason, number>> = { isbn: 0, control_number: 1, title: 2 };

/**
 * For each record, what the catalogue holds of it already: strongest first (ISBN, then control number, then folded title +
 * author + year), each record once. One query for all of them.
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
  const found = records.map((): Map<number, Duplicate> => new Map());
  const rows = await selectDuplicates(db, candidates);
  for (const { at, ...duplicate } of rows.sort((a, b) => STRENGTH[a.by] - STRENGTH[b.by] || a.bibId - b.bibId)) {
    const mine = found[at];
    if (mine && !mine.has(duplicate.bibId)) mine.set(duplicate.bibId, duplicate);
  }
  return found.map((duplicates) => [...duplicates.values()]);
}

/** The same for one record. @param exceptId the record itself, when it is in the catalogue */
export async function findDuplicates(db: Db | Tx, marc: MarcRecord, exceptId?: number): Promise<Duplicate[]> {
  const [duplicates = []] = await findDuplicatesOfEach(db, [{ marc, derived: deriveBib(marc) }]);
  return duplicates.filter((duplicate) => duplicate.bibId !== exceptId);
}
