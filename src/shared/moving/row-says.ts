import type { OldRow } from './old-row.ts';
import { textNumber } from './text-number.ts';

/**
 * Stands for what a row says in some columns, as SLiMS has it: what it becomes here may change although nobody has touched it there.
 * @param more what its codes mean
 */
export const rowSays = (row: OldRow, columns: readonly string[], more: readonly string[] = []): number =>
  textNumber(JSON.stringify([...columns.map(row), ...more]));
