import { listItemsOfBib, type PublicItem } from '#modules/catalog';
import { describeLending } from '#modules/circulation';
import type { Ctx } from '#platform/context';
import type { LentItem } from '#web/record-view.server.ts';

/** The copies of a record as anyone may see them, with when they come back and which are read in the library only. */
export const copiesOf = async (ctx: Ctx, bibId: number): Promise<LentItem[]> =>
  withLending(ctx, await listItemsOfBib(ctx, bibId));

/** The same for copies at hand. */
export async function withLending(ctx: Ctx, items: readonly PublicItem[]): Promise<LentItem[]> {
  const lending = await describeLending(ctx, items);
  const unknown = { dueAt: null, forProgramUntil: null, referenceOnly: false, bookable: false };
  return items.map((item) => ({ ...item, ...(lending.get(item.id) ?? unknown) }));
}
