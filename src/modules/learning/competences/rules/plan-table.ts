import type { TableColumn } from './table.ts';
import { MOST_DEPTH } from './terms.ts';

/** A line that stands there. */
interface Known {
  id: number;
  parentId: number | null;
  code: string;
}

/** A row that says where its line stands: under the line of a code, at the top (null), or where it is (left out). */
export interface PlacedRow {
  line: number;
  code: string;
  parent?: string | null | undefined;
}

/** Why a row cannot be kept: its line in the file, the column, and the reason (`field_<reason>`). */
export interface TableFault {
  line: number;
  column: TableColumn;
  reason: string;
}

/** Rows in the order in which they can be written: each after the one above it. */
export interface TablePlan<T> {
  rows: T[];
  faults: TableFault[];
}

/**
 * What rows would make of the lines that are there: codes that come twice, lines above that nobody knows, circles, and lines that stand too deep
 * are faults.
 */
export function planTable<T extends PlacedRow>(rows: readonly T[], known: readonly Known[]): TablePlan<T> {
  const faults: TableFault[] = [];
  const codeOf = new Map(known.map(({ id, code }) => [id, code]));
  /** By code, what stands above: null = nothing does. */
  const above = new Map(known.map(({ code, parentId }) => [code, parentId === null ? null : codeOf.get(parentId)]));
  const seen = new Set<string>();
  for (const { line, code, parent } of rows) {
    if (seen.has(code)) faults.push({ line, column: 'kode', reason: 'repeated_in_file' });
    seen.add(code);
    if (parent !== undefined) above.set(code, parent);
    else if (!above.has(code)) above.set(code, null);
  }
  /** Codes from a line upwards, itself first; a code that comes again closes a circle. */
  const pathOf = (code: string): string[] => {
    const path: string[] = [];
    let at: string | null | undefined = code;
    while (typeof at === 'string') {
      path.push(at);
      if (path.indexOf(at) < path.length - 1) break;
      at = above.get(at);
    }
    return path;
  };
  const depths = new Map<T, number>();
  const moved = new Set<string>();
  for (const row of rows) {
    const { line, code, parent } = row;
    const path = pathOf(code);
    depths.set(row, path.length);
    if (parent !== undefined) moved.add(code);
    if (typeof parent === 'string' && !above.has(parent))
      faults.push({ line, column: 'induk', reason: 'competences_parent_unknown' });
    else if (path.at(-1) === code && path.length > 1)
      faults.push({ line, column: 'induk', reason: 'competences_circle' });
    else if (path.length > MOST_DEPTH) faults.push({ line, column: 'induk', reason: 'competences_too_deep' });
  }
  // a row may carry lines with it that stand in no row
  const carried = known.filter(({ code }) => !seen.has(code)).map(({ code }) => pathOf(code));
  for (const row of rows) {
    const isDeep = carried.some((path) => path.length > MOST_DEPTH && path.includes(row.code));
    const isNamed = faults.some(({ line }) => line === row.line);
    if (isDeep && moved.has(row.code) && !isNamed)
      faults.push({ line: row.line, column: 'induk', reason: 'competences_too_deep' });
  }
  return { rows: rows.toSorted((a, b) => (depths.get(a) ?? 0) - (depths.get(b) ?? 0)), faults };
}
