import { recordAudit } from '#modules/ground/audit';
import { listLibraries } from '#modules/ground/libraries';
import { lockCopiesById, noteLending, raiseLending, type LockedCopy } from '#modules/collection/catalog';
import { lockMembersById } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { endOfDay, instantAt, type LocalDate, type WallTime } from '#shared/dates';
import { selectLentOfBrought } from '../data/brought-loans.queries.ts';
import { insertPastLoans, insertPastRenewals, type PastLoanRow } from '../data/loan-history.queries.ts';
import { selectPolicies } from '../data/policies.queries.ts';
import { termsOf, type LoanTerms } from '../rules/loan-terms.ts';
import { resolvePolicy } from '../rules/policies/resolve-policy.ts';

/** A loan as another system kept it. */
export interface BroughtLoan {
  itemId: number;
  memberId: number;
  lent: WallTime;
  /** It is to be back at the end of that day. */
  dueOn: LocalDate;
  /** null = it still runs. */
  returned: WallTime | null;
  /** How often it was renewed. */
  renewalCount: number;
  /** When, and until when each time, where the other system knows it: in their order, no more than `renewalCount`. */
  renewals?: readonly { on: WallTime; dueBefore: LocalDate; dueAfter: LocalDate }[];
}

/** What became of it: a loan here; or the copy or the member is not there any more; or the copy is out already. */
export type Brought = { id: number } | { refused: 'copy_gone' | 'member_gone' | 'copy_out' };

/** What is over costs nothing any more. */
const NO_TERMS: Partial<LoanTerms> = { finePerDay: 0 };

/** The terms of running loans by the rules that hold now, each found out once. */
async function termsReader(trx: Tx) {
  const rules = await selectPolicies(trx);
  const known = new Map<string, LoanTerms>();
  return ({ libraryId, itemType }: LockedCopy, categoryId: number): LoanTerms => {
    const key = `${libraryId}/${categoryId}/${itemType}`;
    const terms = known.get(key) ?? termsOf(resolvePolicy(rules, { libraryId, categoryId, itemType }).policy);
    known.set(key, terms);
    return terms;
  };
}

/**
 * Takes over loans of another system in bulk, in the caller's transaction; the caller has checked the permission. A running one is from then on
 * as if it had been lent by the library of its copy, by the rules of today: it can be returned and renewed, and is overdue in its time. Nobody is
 * told of anything: reminders that were due before are not made up for. How often records were lent is said by {@link countBroughtLoans} afterwards.
 * @param by what is written where somebody at a desk would stand
 * @returns what became of each, in their order
 */
export async function bringLoans(trx: Tx, ctx: Ctx, loans: readonly BroughtLoan[], by: string): Promise<Brought[]> {
  const categories = await lockMembersById(trx, [...new Set(loans.map(({ memberId }) => memberId))]);
  const copies = new Map(
    (await lockCopiesById(trx, [...new Set(loans.map(({ itemId }) => itemId))])).map((copy) => [copy.id, copy]),
  );
  const zones = new Map((await listLibraries({ db: trx })).map(({ id, timeZone }) => [id, timeZone]));
  const terms = await termsReader(trx);
  const out = new Set([...copies.values()].flatMap(({ id, onLoan }) => (onLoan ? [id] : [])));
  const now = ctx.clock.now();
  // where a day is known without its time, noon is written, which may be still to come
  const notLater = (at: Date): Date => (at > now ? now : at);
  const itemsOut: number[] = [];
  const renewalsOf: { at: Date; dueBefore: Date; dueAfter: Date }[][] = [];
  const judged = loans.map((loan): PastLoanRow | Exclude<Brought, { id: number }> => {
    const { itemId, memberId, lent, returned, dueOn, renewalCount, renewals = [] } = loan;
    const copy = copies.get(itemId);
    const zone = copy && zones.get(copy.libraryId);
    if (!copy || zone === undefined) return { refused: 'copy_gone' };
    const categoryId = categories.get(memberId);
    if (categoryId === undefined) return { refused: 'member_gone' };
    if (returned === null) {
      if (out.has(itemId)) return { refused: 'copy_out' };
      out.add(itemId);
      itemsOut.push(itemId);
    }
    renewalsOf.push(
      renewals.map(({ on, dueBefore, dueAfter }) => ({
        at: notLater(instantAt(on.day, on.minute, zone)),
        ...{ dueBefore: endOfDay(dueBefore, zone), dueAfter: endOfDay(dueAfter, zone) },
      })),
    );
    return {
      ...{ itemId, memberId, renewalCount, by, libraryId: copy.libraryId },
      loanedAt: notLater(instantAt(lent.day, lent.minute, zone)),
      dueAt: endOfDay(dueOn, zone),
      returnedAt: returned && notLater(instantAt(returned.day, returned.minute, zone)),
      terms: returned === null ? terms(copy, categoryId) : NO_TERMS,
    };
  });
  const rows = judged.filter((one) => 'terms' in one);
  const ids = await insertPastLoans(trx, rows, now);
  await insertPastRenewals(
    trx,
    renewalsOf.flatMap((renewals, i) =>
      renewals.map(({ at, ...due }) => ({ loanId: ids[i] ?? 0, renewedAt: at, ...due, renewedBy: by })),
    ),
  );
  await noteLending(trx, { loansOfBib: new Map(), itemsOut });
  if (rows.length > 0) {
    await recordAudit(trx, ctx, {
      action: 'loan.history_imported',
      entity: 'loan',
      entityId: 'history',
      after: { loans: rows.length, running: itemsOut.length },
    });
  }
  let next = 0;
  return judged.map((one) => ('terms' in one ? { id: ids[next++] ?? 0 } : one));
}

const RECORDS_AT_ONCE = 1000;

/**
 * Brings how often records were lent up to what {@link bringLoans} brought. Once behind a whole run and not with each batch: a record would be
 * written anew for nearly every loan. It may be done again, and counts nothing twice.
 */
export async function countBroughtLoans(ctx: Ctx, signal: AbortSignal): Promise<void> {
  for (let afterBibId = 0; ;) {
    signal.throwIfAborted();
    const counts = await selectLentOfBrought(ctx.db, { afterBibId, limit: RECORDS_AT_ONCE });
    if (counts.size === 0) return;
    await ctx.db.transaction().execute(async (trx) => raiseLending(trx, counts));
    afterBibId = Math.max(...counts.keys());
  }
}
