import { numberScope, readNumber, renderNumber } from '#shared/number-pattern';
import type { ItemSource } from './terms.ts';

/** Letters in the register: pembelian, hibah, tukar-menukar. */
const SOURCE_LETTERS: Readonly<Record<ItemSource, string>> = { beli: 'P', hibah: 'H', tukar: 'T' };

export interface AccessionValues {
  source: ItemSource | null;
  /** Code of the library. */
  code: string;
  /** The library's day, `YYYY-MM-DD`. */
  date: string;
}

const given = (values: AccessionValues, source: string) => ({
  date: values.date,
  values: { source, code: values.code },
});

/** A part without a value takes its separator with it: `00001/PUSAT/2026` where the source is not known. */
export const accessionNumber = (pattern: string, values: AccessionValues, seq: number): string =>
  renderNumber(pattern, given(values, values.source ? SOURCE_LETTERS[values.source] : ''), seq)
    .replace(/([-/.])\1+/g, '$1')
    .replace(/^[-/.]|[-/.]$/g, '');

/** Which counter the number comes from: one for all sources of a library and year. */
export const accessionScope = (pattern: string, values: AccessionValues): string =>
  numberScope(pattern, given(values, ''));

/** The position that a number from elsewhere would have in this counter, 0 when the pattern does not make such numbers. */
export function accessionPosition(pattern: string, values: AccessionValues, number: string): number {
  for (const source of [...Object.keys(SOURCE_LETTERS), null] as (ItemSource | null)[]) {
    const read = readNumber(pattern, number);
    if (read && accessionNumber(pattern, { ...values, source }, read.seq) === number) return read.seq;
    const bare = readNumber(pattern.replace(/\{source\}[-/.]?/, ''), number);
    if (bare && accessionNumber(pattern, { ...values, source: null }, bare.seq) === number) return bare.seq;
  }
  return 0;
}
