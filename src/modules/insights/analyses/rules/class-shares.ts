import { percentOf } from './opening-use.ts';

export interface ClassFigures {
  /** The main class; '' = none. */
  key: string;
  copies: number;
  loans: number;
  holds: number;
}
export interface ClassShare extends ClassFigures {
  /** Whole percent of all copies, and of all demand; null where there is none at all. */
  share: number | null;
  demand: number | null;
  /** Demand less copies, in percentage points. */
  gap: number | null;
  /** Loans of the time for each copy, to one decimal. */
  turnover: number | null;
}

/** Each class beside the whole. */
export function sharesOf(classes: readonly ClassFigures[]): ClassShare[] {
  const copies = classes.reduce((sum, one) => sum + one.copies, 0);
  const demand = classes.reduce((sum, one) => sum + one.loans + one.holds, 0);
  return classes.map((one) => {
    const share = percentOf(one.copies, copies);
    const asked = percentOf(one.loans + one.holds, demand);
    return {
      ...one,
      share,
      demand: asked,
      gap: share === null || asked === null ? null : asked - share,
      turnover: one.copies === 0 ? null : Math.round((one.loans * 10) / one.copies) / 10,
    };
  });
}

/** The class that is asked for most beyond what is held of it; undefined where none is. */
export const mostLacking = (shares: readonly ClassShare[]): ClassShare | undefined =>
  shares
    .filter(({ key, gap }) => key !== '' && gap !== null && gap > 0)
    .toSorted((a, b) => (b.gap ?? 0) - (a.gap ?? 0))[0];
