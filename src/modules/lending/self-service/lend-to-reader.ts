import { askToLend, lend } from '#modules/lending/circulation';
import { getLibrary } from '#modules/ground/libraries';
import { findMemberByNumber, lockMemberForLoan, type LoanMember } from '#modules/people/members';
import type { Actor, Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import type { OfferedLoan, SelfLoan } from './client.ts';
import { findByRequest, insertSelfLoan, type Via } from './data/self-loans.queries.ts';
import { selfServiceErrors } from './errors.ts';
import { readerRefusal } from './reader-refusal.ts';

/** Who lends, as kept with the loan and in the trace: the trace must not tell whose it was when the loan does not any more. */
const LENDER: Record<Via, Actor> = {
  phone: { kind: 'system', name: 'Pinjam mandiri (ponsel)' },
  kiosk: { kind: 'system', name: 'Pinjam mandiri (kios)' },
};

/** The member's row is locked: whoever lends takes the member first, then the copy. Throws `self_service.not_here`, `ask_desk`. */
async function readerAt(trx: Tx, memberNumber: string, libraryId: number): Promise<LoanMember> {
  return served(trx, await lockMemberForLoan(trx, memberNumber), libraryId);
}

/** A member whom the library lends to without a desk. Throws `self_service.not_here`, `ask_desk`. */
async function served(db: Db | Tx, member: LoanMember | null, libraryId: number): Promise<LoanMember> {
  if (!member) throw selfServiceErrors.askDesk();
  const library = await getLibrary({ db }, libraryId);
  if (library.type === 'sekolah' && member.homeLibraryId !== libraryId) throw selfServiceErrors.notHere();
  return member;
}

interface ReaderLoan {
  memberNumber: string;
  libraryId: number;
  via: Via;
}

/** Lends by the same rules as a desk, in the words of self-service. The same request key again answers what it did before. */
export async function lendToReader(
  trx: Tx,
  ctx: Ctx,
  input: ReaderLoan & { itemBarcode: string; requestKey: string | null },
): Promise<SelfLoan> {
  const { memberNumber, libraryId, via, itemBarcode, requestKey } = input;
  const member = await readerAt(trx, memberNumber, libraryId);
  const before = requestKey === null ? undefined : await findByRequest(trx, requestKey);
  if (before) {
    const { memberId, ...loan } = before;
    if (memberId !== member.id || loan.library.id !== libraryId) throw selfServiceErrors.requestKeyUsed();
    return loan;
  }
  try {
    const lender: Ctx = { ...ctx, actor: LENDER[via], libraryId };
    const { loan } = await lend(trx, lender, { memberNumber, itemBarcode, libraryId });
    await insertSelfLoan(trx, { loanId: loan.id, libraryId, via, at: loan.loanedAt, requestKey });
    const { id: loanId, loanedAt: at, title, mainAuthor, library, dueAt } = loan;
    return { loanId, at, itemBarcode: loan.itemBarcode, title, mainAuthor, library, dueAt };
  } catch (error) {
    throw readerRefusal(error);
  }
}

export type Tried = { itemBarcode: string } & ({ offered: OfferedLoan } | { refused: unknown });

/**
 * What would happen if these copies were lent one after another: the judgement of the loan itself, asked beforehand. So nothing that is
 * promised here is decided by other rules than the loan (decision 124), and a look locks and writes nothing.
 */
export async function tryForReader(
  ctx: Ctx,
  { memberNumber, libraryId, via }: ReaderLoan,
  itemBarcodes: readonly string[],
): Promise<readonly Tried[]> {
  await served(ctx.db, await findMemberByNumber(ctx.db, memberNumber), libraryId);
  const lender: Ctx = { ...ctx, actor: LENDER[via], libraryId };
  const asked = await askToLend(lender, { memberNumber, libraryId, itemBarcodes });
  return asked.map((one) => ('refused' in one ? { ...one, refused: readerRefusal(one.refused) } : one));
}
