import type { Outcome, ShelfFault } from './outcome.ts';

type Judged = Extract<Outcome, { kind: 'shelf' }>;

/** What the catalogue knows now of a copy whose label was read. */
export interface ShelfFacts {
  /** It stands in a library that was asked for. */
  isHere: boolean;
  /** Its call number is one of those that stand in that place. */
  isInPlace: boolean;
  /** It is neither lent, nor on its way, nor lost. */
  isOnShelf: boolean;
}

const judged = (faults: ShelfFault[]): Judged => ({ kind: 'shelf', right: faults.length === 0, faults });

/** Whether a copy whose label was read stands in the place that is looked for. @param facts null: no copy has that code */
export function judgeOnFoot(facts: ShelfFacts | null): Judged {
  if (facts === null) return judged(['unknown_code']);
  const faults: ShelfFault[] = [];
  if (!facts.isInPlace) faults.push('other_place');
  if (!facts.isHere) faults.push('elsewhere');
  // a label in the hand says nothing of the place while the book is out
  if (!facts.isOnShelf) faults.push('not_on_shelf');
  return judged(faults);
}

/** Whether a call number goes into a gap of a drawn shelf. @param keys by which those on the shelf and the one that is put there are ordered */
export function judgeGap(gap: number, keys: { drawn: readonly string[]; call: string }): Judged {
  const right = keys.drawn.filter((key) => key < keys.call).length;
  if (gap === right) return judged([]);
  return judged([gap < right ? 'too_far_left' : 'too_far_right']);
}
