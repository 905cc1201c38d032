import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import type { DeliveryLine } from '../client.ts';
import { selectOutbox } from '../data/deliveries.queries.ts';
import { DELIVERY_STATES, type DeliveryState } from '../rules/terms.ts';
import { seenPosts } from '../writing/view-posts.ts';

export interface OutboxQuery {
  libraryId?: number | undefined;
  /** Left out: all. */
  states?: readonly DeliveryState[] | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** The outbox, the newest first. Needs `news.edit` or `posts.send`; shows that of the libraries for which one of them is held. */
export async function listDeliveries(
  ctx: Ctx,
  { libraryId, states = DELIVERY_STATES, cursor, limit }: OutboxQuery,
): Promise<{ data: DeliveryLine[]; next: string | null }> {
  const libraryIds = seenPosts(ctx, libraryId);
  const after = decodeCursor(cursor, z.tuple([z.number().int()]));
  const rows = await selectOutbox(ctx.db, { libraryIds, states, beforeId: after?.[0] ?? null, limit });
  const lines = rows.map((row) => ({
    ...{ id: row.id, postId: row.postId, title: row.title, libraryId: row.libraryId, accountId: row.accountId },
    ...{ accountName: row.accountName, kind: row.kind, state: row.state, attempts: row.attempts },
    ...{ nextAt: row.nextAt, doneAt: row.doneAt, remoteUrl: row.remoteUrl, code: row.code, detail: row.detail },
  }));
  return toPage(lines, limit, ({ id }) => [id]);
}
