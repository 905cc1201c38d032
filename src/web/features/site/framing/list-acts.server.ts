import { isDeepStrictEqual } from 'node:util';
import { AppError, platformErrors } from '#platform/errors';

/** A row of a list that is written whole; null: it is a new one. */
interface Row {
  id?: number | null | undefined;
}

/** Where a row stands. Throws `platform.version_conflict` where somebody took it out meanwhile. */
function placeOf(rows: readonly Row[], id: number): number {
  const at = rows.findIndex((one) => one.id === id);
  if (at === -1) throw platformErrors.versionConflict();
  return at;
}

/** The list with a row over the one of its number, or behind the others. Throws as {@link placeOf}. */
export function withRow<T extends Row>(rows: readonly T[], row: T): T[] {
  return row.id === null || row.id === undefined ? [...rows, row] : rows.with(placeOf(rows, row.id), row);
}

/** The list without a row. Throws as {@link placeOf}. */
export const withoutRow = <T extends Row>(rows: readonly T[], id: number): T[] => rows.toSpliced(placeOf(rows, id), 1);

/** The list with a row one further up or down; at the end it stays. Throws as {@link placeOf}. */
export function movedRow<T extends Row>(rows: readonly T[], id: number, by: string | undefined): T[] {
  const from = placeOf(rows, id);
  const to = by === 'up' ? from - 1 : from + 1;
  const [row, other] = [rows[from], rows[to]];
  if (!row || !other) return [...rows];
  return rows.map((one, i) => (i === from ? other : i === to ? row : one));
}

/** Writes a list as it is after an act; as it was, it is not written. */
export async function saveChanged<T extends Row>(
  rows: readonly T[],
  changed: readonly T[],
  save: (rows: readonly T[]) => Promise<void>,
): Promise<void> {
  if (!isDeepStrictEqual(changed, rows)) await aboutRow(save(changed));
}

/** Says of a refusal of a whole list what it says of its one row that was sent, by the names of the fields of its form. */
export async function aboutRow(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== platformErrors.invalidInput().code) throw error;
    const fields = Object.entries(error.fields).map(([name, why]): [string, string] => [
      name.replace(/^\w+\.\d+\./, '').replace(/^(?:page|topic|collection)Id$/, 'to'),
      why,
    ]);
    throw platformErrors.invalidInput(error.params, Object.fromEntries(fields));
  }
}
