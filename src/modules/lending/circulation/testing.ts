import type { Ctx } from '#platform/context';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { createLibrary, type Library } from '#modules/ground/libraries';
import { createMember } from '#modules/people/members';
import { checkOut } from './loans/check-out-item.ts';

export { loanDue } from './notices.ts';
export { placeHoldIn } from './holds/place-hold.ts';
export { receiveItemIn } from './placement/receive-item.ts';
export { readingCounts } from './figures/count-reading.ts';
export { settleFoundLoans } from './fates/found-again.ts';
export { withdrawDamage } from './fates/report-damage.ts';
export { listLoans } from './loans/list-loans.ts';
export { getPolicy } from './policies/list-policies.ts';
export { addPolicy } from './policies/save-policy.ts';
export { saveLoanHistory } from './loans/save-loan-history.ts';
export { type PastLoan } from './loans/save-loan-history.ts';
export { endSuspensions } from './holds/end-suspensions.ts';
export { expireHolds } from './holds/expire-holds.ts';
export { remindOfHolds } from './holds/expire-holds.ts';
export { cutBroughtIn, loanLinkRetention } from './loans/cut-reading-links.ts';

/** A library open Monday to Friday, 08.00 to 16.00, in Blitar. */
export const makeLibrary = async (ctx: Ctx, code: string, name: string): Promise<Library> =>
  createLibrary(ctx, {
    code,
    name,
    type: code === 'KOTA' ? 'pusat' : 'kelurahan',
    openingHours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opensMinute: 480, closesMinute: 960 })),
  });

/** A member of a library; category `pelajar` unless said otherwise. @returns the number */
export async function makeMember(
  ctx: Ctx,
  member: {
    fullName: string;
    number: string;
    homeLibrary: string;
    category?: string;
    expiresOn?: string;
    joinedOn?: string;
    email?: string;
    contacts?: { name: string }[];
  },
): Promise<string> {
  const { number } = await createMember(ctx, { category: 'pelajar', ...member });
  return number;
}

/** A title with one copy. @returns the barcode */
export async function makeCopy(
  ctx: Ctx,
  copy: { title: string; barcode: string; libraryId: number; itemType?: string },
): Promise<string> {
  const { title, barcode, libraryId, itemType = 'umum' } = copy;
  const bibId = await makeBib(ctx, { title });
  await makeItem(ctx, { bibId, libraryId, itemType, barcodes: [barcode] });
  return barcode;
}

let lent = 0;
/** A running loan of a copy of its own. @returns the id of the loan */
export async function makeLoan(
  ctx: Ctx,
  about: { memberNumber: string; libraryId: number; title?: string },
): Promise<number> {
  const { memberNumber, libraryId, title = 'Cantik Itu Luka' } = about;
  lent += 1;
  const itemBarcode = await makeCopy(ctx, { title, barcode: `PINJAM-${lent}`, libraryId });
  return (await checkOut({ ...ctx, libraryId }, { memberNumber, itemBarcode })).loan.id;
}
