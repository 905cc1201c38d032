import type { ScanAnswer } from '#modules/stock/stocktake/client';
import { m } from '#i18n/messages';

type Outcome = ScanAnswer['outcome'];
interface Answered {
  outcome: Outcome;
  barcode: string;
  again: boolean;
  title: string | null;
  callNumber: string | null;
  place: { code: string; name: string } | null;
  neighbour: { title: string; callNumber: string | null; side: 'after' | 'before' } | null;
}
export interface SaidScan {
  tone: 'ok' | 'warn' | 'bad';
  title: string;
  text: string;
}

type Shape = 'on' | 'out' | 'wait' | 'here' | 'late' | 'off';
const SHAPES: Record<Outcome, Shape> = {
  found: 'on',
  misplaced: 'wait',
  on_loan: 'here',
  set_aside: 'here',
  found_again: 'on',
  unknown: 'late',
  withdrawn: 'late',
  out_of_scope: 'off',
  unreadable: 'late',
};
const SHORT: Record<Outcome, () => string> = {
  found: () => m.stocktake_outcome_found(),
  misplaced: () => m.stocktake_outcome_misplaced(),
  on_loan: () => m.stocktake_outcome_on_loan(),
  set_aside: () => m.stocktake_outcome_set_aside(),
  found_again: () => m.stocktake_outcome_found_again(),
  unknown: () => m.stocktake_outcome_unknown(),
  withdrawn: () => m.stocktake_outcome_withdrawn(),
  out_of_scope: () => m.stocktake_outcome_out_of_scope(),
  unreadable: () => m.stocktake_outcome_unreadable(),
};
const SAID: Record<Outcome, () => string> = {
  found: () => m.stocktake_said_found(),
  misplaced: () => m.stocktake_outcome_misplaced(),
  on_loan: () => m.stocktake_said_on_loan(),
  set_aside: () => m.stocktake_said_set_aside(),
  found_again: () => m.stocktake_said_found_again(),
  unknown: () => m.stocktake_said_unknown(),
  withdrawn: () => m.stocktake_said_withdrawn(),
  out_of_scope: () => m.stocktake_said_out_of_scope(),
  unreadable: () => m.stocktake_said_unreadable(),
};

/** A scan as a line of the running list. */
export const scanState = ({ outcome, place }: Pick<Answered, 'outcome' | 'place'>): { kind: Shape; text: string } => ({
  kind: SHAPES[outcome],
  text: outcome === 'misplaced' && place ? place.name : SHORT[outcome](),
});

/** What the phone says of a scan: one line, one colour. */
export function sayScan(scan: Answered): SaidScan {
  const { outcome, again, title, barcode, callNumber, place, neighbour } = scan;
  const book = [title ?? barcode, callNumber].filter(Boolean).join(' · ');
  if (outcome === 'misplaced') {
    const beside = neighbour && { title: neighbour.title, callNumber: neighbour.callNumber ?? '' };
    const where =
      beside && (neighbour.side === 'after' ? m.stocktake_beside_after(beside) : m.stocktake_beside_before(beside));
    return {
      tone: 'warn',
      title: m.stocktake_said_misplaced({ shelf: place?.name ?? '' }),
      text: [book, where].filter(Boolean).join(', '),
    };
  }
  if (outcome === 'found') {
    return { tone: 'ok', title: again ? m.stocktake_said_again() : SAID.found(), text: book };
  }
  if (outcome === 'on_loan' || outcome === 'set_aside') {
    return { tone: 'warn', title: SAID[outcome](), text: `${book}. ${m.stocktake_said_desk()}` };
  }
  return { tone: outcome === 'found_again' ? 'ok' : 'bad', title: SAID[outcome](), text: book };
}
