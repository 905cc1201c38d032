import { z } from 'zod';
import { authorize, authorizeAnywhere, can, seenLibraries } from '#platform/rights/authorize';
import type { Actor, Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { decodeCursor, toPage } from '#platform/requests/http';
import { countAttempt, networkOf } from '#platform/requests/rate-limit';
import { findItemByBarcode } from '#modules/collection/catalog';
import { readBoxCode } from './box-code.ts';
import type { Box, BulkLoan, BulkLoanDetail, BulkLoanStatus } from './client.ts';
import {
  countRunningOf,
  findBulkLoan,
  findBulkLoanOfBox,
  selectBoxedItems,
  selectBoxViews,
  selectBulkLoans,
} from './data/bulk-loan-views.queries.ts';
import { findOpenItem } from './data/bulk-loans.queries.ts';
import { bulkLoanErrors } from './errors.ts';

export interface BulkLoanQuery {
  /** What it lends, and what it has received. */
  libraryId?: number;
  receiverMember?: string;
  status?: BulkLoanStatus;
  /** Only running ones whose last day has passed. */
  overdue?: boolean;
  /** Ended ones too. */
  all?: boolean;
  cursor?: string;
  limit: number;
}

/**
 * Bulk loans, newest first: what a library lends and what it has received. Needs `loans.read` there; where none is asked for, those of
 * all libraries for which it is held.
 */
export async function listBulkLoans(
  ctx: Ctx,
  query: BulkLoanQuery,
): Promise<{ data: BulkLoan[]; next: string | null }> {
  const { libraryId, receiverMember, status, overdue = false, all = false, cursor, limit } = query;
  const libraryIds = seenLibraries(ctx, 'loans.read', libraryId);
  const beforeId = decodeCursor(cursor, z.tuple([z.number()]))?.[0];
  const rows = await selectBulkLoans(ctx.db, {
    all,
    limit,
    libraryIds,
    ...(receiverMember !== undefined && { receiverMember }),
    ...(status !== undefined && { status }),
    ...(overdue && { overdueAt: ctx.clock.now() }),
    ...(beforeId !== undefined && { beforeId }),
  });
  return toPage(
    rows.map((loan) => withoutContact(ctx.actor, loan)),
    limit,
    (loan) => [loan.id],
  );
}

/** Who answers for a bulk loan, and how to reach them, is for those who run the bulk loans of the library that lends. */
const withoutContact = <T extends BulkLoan>(actor: Actor, loan: T): T =>
  can(actor, 'bulk_loans.manage', loan.library.id)
    ? loan
    : { ...loan, contactName: '', contactPhone: '', contactEmail: '' };

/**
 * One bulk loan with its boxes and copies. Needs `loans.read` at the library that lends or at the one that has received: who answers for
 * the copies is nobody else's business. Throws `bulk_loans.not_found`.
 */
export async function getBulkLoan(ctx: Ctx, id: number): Promise<BulkLoanDetail> {
  authorizeAnywhere(ctx, 'loans.read');
  const loan = await findBulkLoan(ctx.db, id);
  if (!loan) throw bulkLoanErrors.notFound();
  if (!mayRead(ctx, loan)) authorize(ctx, 'loans.read', loan.library.id);
  return { ...withoutContact(ctx.actor, loan), boxes: await boxesOf(ctx.db, id) };
}

const mayRead = ({ actor }: Ctx, { library, receiverLibraryId }: BulkLoan): boolean =>
  can(actor, 'loans.read', library.id) || (receiverLibraryId !== null && can(actor, 'loans.read', receiverLibraryId));

async function boxesOf(db: Db | Tx, id: number): Promise<Box[]> {
  const [boxes, items] = [await selectBoxViews(db, id), await selectBoxedItems(db, id)];
  const byBox = Map.groupBy(items, (item) => item.boxId);
  return boxes.map((box) => ({ ...box, items: (byBox.get(box.id) ?? []).map(({ boxId: _, ...item }) => item) }));
}

/** Which bulk loan a box belongs to, by what a scanner reads from its label. Needs `loans.read`. Throws `bulk_loans.box_not_found`. */
export async function findBox(ctx: Ctx, scanned: string): Promise<{ bulkLoanId: number; code: string }> {
  authorizeAnywhere(ctx, 'loans.read');
  const code = readBoxCode(scanned);
  const loan = await findBulkLoanOfBox(ctx.db, code);
  if (!loan) throw bulkLoanErrors.boxNotFound({ box: code });
  return { bulkLoanId: loan.id, code };
}

/** A copy that is packed or away: in which box of which bulk loan. */
export interface BoxedCopy {
  bulkLoanId: number;
  number: string;
  /** 1, 2, … within the bulk loan */
  box: number;
  /** false = the box is still here, being packed */
  handedOver: boolean;
}
/** Where a copy of a running bulk loan belongs; null = it is in none. Needs `loans.read`. */
export async function findBoxOfCopy(ctx: Ctx, itemBarcode: string): Promise<BoxedCopy | null> {
  authorizeAnywhere(ctx, 'loans.read');
  const item = await findItemByBarcode(ctx.db, itemBarcode.trim());
  const open = item && (await findOpenItem(ctx.db, item.id));
  if (!open) return null;
  return {
    bulkLoanId: open.bulkLoanId,
    number: open.number,
    box: open.boxNth,
    handedOver: open.handedOverAt !== null,
  };
}

/** What is on the page behind the QR code of a box: nothing about persons. */
export interface PublicBox {
  nth: number;
  library: { code: string; name: string; timeZone: string };
  /** The unit or institution that has it. */
  receiver: string;
  dueOn: string;
  /** It has come back whole, or was called off. */
  ended: boolean;
  titles: { bibId: number; title: string; callNumber: string | null; back: boolean }[];
  /** For whoever may manage it: where. */
  bulkLoanId: number | null;
}

/**
 * A box for whoever scans its label. @param ip who asks: nobody may try all codes (`platform.too_many_requests`).
 * @returns null when there is no such box
 */
export async function viewPublicBox(ctx: Ctx, scanned: string, ip: string): Promise<PublicBox | null> {
  await countAttempt(ctx, `box:${networkOf(ip)}`, { limit: 60, windowSeconds: 600 });
  const code = readBoxCode(scanned);
  const loan = await findBulkLoanOfBox(ctx.db, code);
  const box = loan && (await boxesOf(ctx.db, loan.id)).find((one) => one.code === code);
  if (!loan || !box) return null;
  const { library, receiver, dueOn, endedAt } = loan;
  return {
    nth: box.nth,
    library,
    receiver: receiver.name,
    dueOn,
    ended: endedAt !== null,
    titles: box.items
      .filter((item) => item.fate === null || item.fate === 'returned')
      .map(({ bibId, title, callNumber, fate }) => ({ bibId, title, callNumber, back: fate === 'returned' })),
    bulkLoanId: mayRead(ctx, loan) ? loan.id : null,
  };
}

/**
 * Bulk loans of an institution that have not ended. For modules above, which check their own permission. Whoever holds the lock of the
 * member's row sees all of them: a new one takes that lock first.
 */
export const runningBulkLoansOf = async (trx: Tx, memberId: number): Promise<number> => countRunningOf(trx, memberId);
