import type { OldRow } from '#shared/moving/old-row';
import { textNumber } from '#shared/moving/text-number';

/**
 * A key of INLISLite, whose columns are DOUBLE: `12`, `12.0`, and `1.2e20`, which is too large for a whole number here and is remembered by one made
 * of it. -1 = none that a table could have.
 */
export function idOf(text: string | null): number {
  const written = text?.trim() ?? '';
  const id = /^\+?\d+(?:\.\d*)?(?:e\+?\d+)?$/i.test(written) ? Number(written) : Number.NaN;
  if (!(id > 0) || !Number.isFinite(id) || !Number.isInteger(id)) return -1;
  return Number.isSafeInteger(id) ? id : textNumber(String(id));
}

/** As people find a row in INLISLite. */
export const keyOf = (row: OldRow): string => `ID=${(row('id') ?? '').slice(0, 40)}`;

/** A flag of a column BIT(1), as four makers write it: a byte of 1, `1`, `b'1'`, the word. */
export const isSet = (cell: string | null): boolean =>
  cell !== null && /^(?:\u0001|1|true|t|y|ya|yes)$/i.test(cell.trim() || cell);

/** The same where nothing is said of it. */
export const isUnset = (cell: string | null): boolean => cell !== null && cell !== '' && !isSet(cell);
