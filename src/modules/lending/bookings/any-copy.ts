import { can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { AppError } from '#platform/errors';
import { getItemsForLoan, selectBibTitles, type ItemForLoan } from '#modules/collection/catalog';
import { selectTitleItems } from './data/bookable.queries.ts';
import { bookingErrors } from './errors.ts';
import { fitToBook } from './rules/fit-to-book.ts';

/**
 * The copies of a title of which any will do, in the order in which they are asked: those of the desk's library first, then by id.
 * Throws `bookings.not_bookable` when there is none.
 */
export async function copiesOfTitle(
  trx: Tx,
  ctx: Ctx,
  { bibId, libraryId }: { bibId: number; libraryId?: number | null | undefined },
): Promise<ItemForLoan[]> {
  const copies = await getItemsForLoan(trx, await selectTitleItems(trx, bibId));
  const mine = copies.filter(
    (copy) =>
      (!libraryId || copy.libraryId === libraryId) &&
      fitToBook(copy) &&
      (ctx.actor.kind === 'member' || can(ctx.actor, 'bookings.place', copy.libraryId)),
  );
  if (mine.length === 0) {
    const [bib] = await selectBibTitles(trx, [bibId]);
    throw bookingErrors.notBookable({ title: bib?.title ?? '' });
  }
  const here = ({ libraryId: at }: ItemForLoan): number => (at === ctx.libraryId ? 0 : 1);
  return mine.toSorted((a, b) => here(a) - here(b) || a.id - b.id);
}

/**
 * The first copy against which nothing speaks. Throws what speaks against all of them, where it is one thing, else
 * `bookings.none_free`.
 * @param judge throws what speaks against a copy; its lock is held
 */
export async function firstFree(
  copies: readonly ItemForLoan[],
  judge: (copy: ItemForLoan) => Promise<void>,
): Promise<ItemForLoan> {
  const refusals: AppError[] = [];
  for (const copy of copies) {
    try {
      await judge(copy);
      return copy;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refusals.push(error);
    }
  }
  const [first] = refusals;
  if (first && refusals.every(({ code }) => code === first.code)) throw first;
  throw bookingErrors.noneFree({ title: copies[0]?.title ?? '' });
}
