import { authorize, authorizeAnywhere, grantedLibraries, servedLibraries, serves } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { toPage } from '#platform/requests/http';
import type { DeliveryChannel, DeliveryState } from '../client.ts';
import { countDeliveries, findDelivery, selectDeliveries, type Delivery } from '../data/delivery-log.queries.ts';
import { noticeErrors } from '../errors.ts';
import { seenDelivery } from './seen-delivery.ts';

export interface DeliveryQuery {
  states?: readonly DeliveryState[];
  channel?: DeliveryChannel;
  memberNumber?: string;
  /** Deliveries older than this id. */
  beforeId?: number;
  limit?: number;
}

/** What was sent to whom and what came of it, newest first. Needs `notices.read`; shows the libraries of the grant. */
export async function listDeliveries(
  ctx: Ctx,
  query: DeliveryQuery = {},
): Promise<{ data: Delivery[]; next: string | null }> {
  authorizeAnywhere(ctx, 'notices.read');
  const { limit = 50 } = query;
  const rows = await selectDeliveries(ctx.db, {
    ...query,
    limit,
    libraryIds: grantedLibraries(ctx.actor, 'notices.read'),
    homes: servedLibraries(ctx.actor, 'notices.read'),
  });
  return toPage(
    rows.map((row) => seenDelivery(ctx.actor, row)),
    limit,
    (row) => [row.id],
  );
}

/** One delivery. Needs `notices.read` at its library. Throws `notices.delivery_not_found`. */
export async function getDelivery(ctx: Ctx, id: number): Promise<Delivery> {
  authorizeAnywhere(ctx, 'notices.read');
  const found = await findDelivery(ctx.db, id);
  if (!found) throw noticeErrors.deliveryNotFound();
  authorize(ctx, 'notices.read', found.libraryId);
  if (!serves(ctx.actor, 'notices.read', found.memberHomeLibraryId)) throw noticeErrors.deliveryNotFound();
  return seenDelivery(ctx.actor, found);
}

/** How many deliveries of the last week are in each state, and what waits for people. Needs `notices.read`. */
export async function deliveryCounts(ctx: Ctx) {
  authorizeAnywhere(ctx, 'notices.read');
  const since = new Date(ctx.clock.now().getTime() - 7 * 86_400_000);
  return countDeliveries(ctx.db, {
    since,
    libraryIds: grantedLibraries(ctx.actor, 'notices.read'),
    homes: servedLibraries(ctx.actor, 'notices.read'),
  });
}
