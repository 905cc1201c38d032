import type { LocalDate } from '../dates.ts';

/** A loan that still runs, by what its system says. */
export interface OpenLoan {
  id: number;
  copy: number;
  day: LocalDate;
}

/** Of several running loans of a copy the newest stays; the others ended when the next began: on which day. */
export function findLentAgain(open: readonly OpenLoan[]): Map<number, LocalDate> {
  const inOrder = open.toSorted((a, b) => a.copy - b.copy || (a.day < b.day ? -1 : a.day > b.day ? 1 : a.id - b.id));
  const lentAgain = new Map<number, LocalDate>();
  for (const [at, loan] of inOrder.entries()) {
    const next = inOrder[at + 1];
    if (next?.copy === loan.copy) lentAgain.set(loan.id, next.day);
  }
  return lentAgain;
}
