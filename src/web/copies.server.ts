import { listItemsOfBib } from '#modules/catalog';
import { describeLending } from '#modules/circulation';
import type { Ctx } from '#platform/context';
import type { LentItem } from '#web/record-view.server.ts';

/** The copies of a record as anyone may see them, with when they come back and which are read in the library only. */
export async function copiesOf(ctx: Ctx, bibId: number): Promise<LentItem[]> {
  const items = await listItemsOfBib(ctx, bibId);
  const lending = await describeLending(ctx, items);
  return items.map((item) => ({ ...item, ...(lending.get(item.id) ?? { dueAt: null, referenceOnly: false }) }));
}
