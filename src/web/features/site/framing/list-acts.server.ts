import { AppError, platformErrors } from '#platform/errors';

/** A row of a list that is written whole; null: it is a new one. */
interface Row {
  id?: number | null | undefined;
}

/** The list with a row over the one of its number, or behind the others. */
export const withRow = <T extends Row>(rows: readonly T[], row: T): T[] =>
  row.id === null || row.id === undefined ? [...rows, row] : rows.map((one) => (one.id === row.id ? row : one));

export const withoutRow = <T extends Row>(rows: readonly T[], id: number): T[] => rows.filter((one) => one.id !== id);

/** The list with a row one further up or down; at the end it stays. */
export function movedRow<T extends Row>(rows: readonly T[], id: number, by: string | undefined): T[] {
  const from = rows.findIndex((one) => one.id === id);
  const to = by === 'up' ? from - 1 : from + 1;
  const [row, other] = [rows[from], rows[to]];
  if (!row || !other) return [...rows];
  return rows.map((one, i) => (i === from ? other : i === to ? row : one));
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
