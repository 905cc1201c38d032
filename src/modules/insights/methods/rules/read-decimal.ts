import { decimal, isBelow, whole } from './fraction.ts';
import type { Input } from './pack.ts';

const PLAIN = /^(\d{1,12})(?:[.,](\d{1,6}))?$/;
/** Thousands in threes by points, as people here write them, with decimals after a comma; or the other way round. */
const GROUPED = [/^(\d{1,3}(?:\.\d{3})+)(?:,(\d{1,6}))?$/, /^(\d{1,3}(?:,\d{3})+)(?:\.(\d{1,6}))?$/] as const;
/** Thousandths or thousands: nobody can tell. */
const EITHER = /^[1-9]\d{0,2}[.,]\d{3}$/;

const together = (head: string, tail: string | undefined): string => {
  const digits = head.replaceAll(/[.,]/g, '').replace(/^0+(?=\d)/, '');
  return tail === undefined ? digits : `${digits}.${tail}`;
};

/** Why a value was refused: a sentence `field_<reason>` says it. */
export type Fault = 'number_needed' | 'thousand_or_comma' | 'whole_number' | 'too_exact' | 'too_much';

/**
 * The value of an input as people type it (`0,025`, `1.250`, `1.250,5`) or as JSON has it (a number), with a decimal point and no sign between
 * thousands. `1.250` are thousands where so many decimals are not asked for; where they are, it is refused rather than guessed. Never
 * negative, no exponents, no NaN.
 */
export function readValue({ decimals, most }: Input, given: string | number): { value: string } | { fault: Fault } {
  const text = String(given).trim();
  if (typeof given === 'string' && decimals > 2 && EITHER.test(text)) return { fault: 'thousand_or_comma' };
  const grouped =
    typeof given === 'number' || text.startsWith('0') ? null : (GROUPED[0].exec(text) ?? GROUPED[1].exec(text));
  const [, head, tail] = grouped ?? PLAIN.exec(text) ?? [];
  if (head === undefined) return { fault: 'number_needed' };
  const value = together(head, tail);
  if ((tail ?? '').replace(/0+$/, '').length > decimals)
    return { fault: decimals === 0 ? 'whole_number' : 'too_exact' };
  return isBelow(whole(most), decimal(value)) ? { fault: 'too_much' } : { value };
}
