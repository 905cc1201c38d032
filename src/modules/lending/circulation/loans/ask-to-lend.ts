import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { findItemByBarcode } from '#modules/collection/catalog';
import { findMemberByNumber } from '#modules/people/members';
import type { Loan } from '../client.ts';
import { circulationErrors } from '../errors.ts';
import { judgeLoan, type LoanBefore } from './judge-loan.ts';
import { noSuchCard } from '../lend-support.ts';
import { refuseStranger } from '../served-members.ts';

/** A copy as it would be lent. */
export type OfferedCopy = Pick<Loan, 'itemBarcode' | 'title' | 'mainAuthor' | 'library' | 'dueAt'>;
export type Asked = { itemBarcode: string } & ({ offered: OfferedCopy } | { refused: unknown });

/**
 * What would come of lending these copies to a member one after another: until when, or the refusal that the loan would meet. Asks by the
 * judgement of the loan itself, each copy as if those before it had been lent; locks nothing and writes nothing. Needs `loans.check_out` at
 * the library. Throws `circulation.unknown_member`.
 */
export async function askToLend(
  ctx: Ctx,
  {
    memberNumber,
    libraryId,
    itemBarcodes,
  }: { memberNumber: string; libraryId: number; itemBarcodes: readonly string[] },
): Promise<Asked[]> {
  authorize(ctx, 'loans.check_out', libraryId);
  const member = await findMemberByNumber(ctx.db, memberNumber);
  if (!member) throw await noSuchCard(ctx.db, memberNumber);
  refuseStranger(ctx, 'loans.check_out', member);
  const before: LoanBefore[] = [];
  const lent = new Set<number>();
  const asked: Asked[] = [];
  for (const itemBarcode of itemBarcodes) {
    try {
      const item = await findItemByBarcode(ctx.db, itemBarcode);
      if (!item) throw circulationErrors.unknownBarcode({ barcode: itemBarcode });
      const { barcode, title, mainAuthor, bibId, itemType } = item;
      if (lent.has(item.id)) throw circulationErrors.onLoanToMember({ barcode, title, overridable: false });
      const { dueAt, library, rental } = await judgeLoan(ctx.db, ctx, { member, item, libraryId, input: {}, before });
      asked.push({ itemBarcode, offered: { itemBarcode: barcode, title, mainAuthor, library, dueAt } });
      const loan = { id: -item.id, libraryId, onSite: false, itemType, bibId };
      before.push({ ...loan, dueAt: dueAt.toISOString(), status: 'open', rental });
      lent.add(item.id);
    } catch (refused) {
      if (!(refused instanceof AppError)) throw refused;
      asked.push({ itemBarcode, refused });
    }
  }
  return asked;
}
