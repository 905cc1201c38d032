import type { DumpColumn } from '#shared/mysql-dump/create-table';
import type { Cell } from '#shared/mysql-dump/read-row';

/** A row by the names of its columns; null = not said, also where this release has no such column. */
export type OldRow = (column: string) => string | null;

export function rowReader(columns: readonly DumpColumn[]): (cells: readonly Cell[]) => OldRow {
  const place = new Map(columns.map(({ name }, i) => [name, i]));
  return (cells) => (column) => {
    const at = place.get(column);
    const cell = at === undefined ? null : (cells[at] ?? null);
    return cell instanceof Uint8Array ? Buffer.from(cell).toString('utf8') : cell;
  };
}

/** A key that is a whole number; -1 = none that a table could have. */
export function idOf(text: string | null): number {
  const id = text !== null && /^\s*\d{1,15}(?:\.0*)?\s*$/.test(text) ? Number(text) : -1;
  return id > 0 ? id : -1;
}
