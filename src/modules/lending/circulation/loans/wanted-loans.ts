import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';
import { selectDemand } from '../data/wanted-loans.queries.ts';
import { fits } from '../rules/holds/hold-queue.ts';
import type { Policy } from '../rules/policies/policy-values.ts';
import { resolvePolicy, type PolicyRule } from '../rules/policies/resolve-policy.ts';
import { servesAll } from '../rules/holds/serve-all.ts';

/**
 * Does it stand against a renewal that others wait for the title, by the loan's own policy (`renewalWhenWanted`)? Where that asks whether
 * other copies are free: everybody who waits for this copy or for any must be served from a shelf, each with another copy, by the rules where
 * they collect it. Who waits for one other copy alone gets nothing by this one's return; when theirs is free it is theirs.
 * @param about.today in the calendar of the library that lent
 * @param about.rules all rules of the network: those who wait are of any category
 */
export async function waitingStops(
  db: Db | Tx,
  { renewalWhenWanted }: Pick<Policy, 'renewalWhenWanted'>,
  about: {
    itemId: number;
    bibId: number;
    memberId: number;
    today: LocalDate;
    rules: () => readonly PolicyRule[] | Promise<readonly PolicyRule[]>;
  },
): Promise<boolean> {
  if (renewalWhenWanted !== 'if_other_free') return renewalWhenWanted === 'block';
  const { waiting, free } = await selectDemand(db, about);
  const rules = await about.rules();
  const all = waiting.map((hold) => ({
    id: hold.id,
    wantedItemId: hold.wantedItemId,
    copies: free.flatMap((copy) => {
      const keys = { libraryId: hold.pickupLibraryId, categoryId: hold.categoryId, itemType: copy.itemType };
      return fits(hold, copy, resolvePolicy(rules, keys).policy) ? [copy.id] : [];
    }),
  }));
  const forAnother = all.filter(({ wantedItemId }) => wantedItemId !== null && wantedItemId !== about.itemId);
  const taken = new Set(forAnother.flatMap(({ copies }) => copies));
  const wanting = all.filter((one) => !forAnother.includes(one));
  return !servesAll(wanting.map(({ id, copies }) => ({ id, copies: copies.filter((copy) => !taken.has(copy)) })));
}
