import type { DueByHand } from '#modules/lending/circulation';
import type { DeskStep } from './desk-answer.ts';

/** A loan as a desk asks for it. */
export interface Lending {
  memberNumber: string;
  itemBarcode: string;
  override?: { reason: string };
  /** To be read in the library until it closes. */
  onSite?: boolean;
  /** The desk has seen the overdue copies and lends all the same. */
  confirmed?: boolean;
  due?: DueByHand | null;
}

/** What the form of a desk says of a due date of its own. */
export const dueIn = ({ dueOn = '', dueReason = '' }: Record<string, string>): DueByHand | null =>
  dueOn === '' ? null : { on: dueOn, reason: dueReason };

/** What a step that follows a refusal sends along: the same loan, for reading here or at home, until the same day. */
export const fieldsOf = ({
  memberNumber = '',
  itemBarcode = '',
  onSite = false,
  due,
}: Partial<Lending>): DeskStep['fields'] => ({
  memberNumber,
  itemBarcode,
  ...(onSite && { onSite: 'ya' }),
  ...(due && { dueOn: due.on, dueReason: due.reason }),
});

/** The loan that such a step asks for again. */
export const lendingIn = (values: Record<string, string>): Lending => ({
  memberNumber: values.memberNumber ?? '',
  itemBarcode: values.itemBarcode ?? '',
  onSite: values.onSite === 'ya',
  due: dueIn(values),
});
