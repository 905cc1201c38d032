import type { PublicItem } from '#modules/collection/catalog';
import { describeLending } from '#modules/lending/circulation';
import type { Ctx } from '#platform/context';
import type { LentItem } from '#web/features/catalog/parts/record-view.server.ts';

/** Copies as anyone may see them, with which are read in the library only and which can be booked. */
export async function withLending(ctx: Ctx, items: readonly PublicItem[]): Promise<LentItem[]> {
  const lending = await describeLending(ctx, items);
  const unknown = { referenceOnly: false, bookable: false };
  return items.map((item) => ({ ...item, ...(lending.get(item.id) ?? unknown) }));
}
