import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { insertEntry, insertList, updatePicked } from '../data/lists.queries.ts';
import { upsertDisplayName } from '../data/profiles.queries.ts';
import { updateReview, upsertReview } from '../data/reviews.queries.ts';
import type { ListVisibility } from '../rules/visibility.ts';
import { newShareToken } from '../lists/share-token.ts';

/** What readers made elsewhere and is brought in at once; ids are of members and records of this network. */
export interface Voices {
  names: readonly { memberId: number; displayName: string }[];
  lists: readonly {
    memberId: number;
    title: string;
    description: string | null;
    visibility: ListVisibility;
    /** A librarian shows it on the home page. */
    picked: boolean;
    entries: readonly { bibId: number; note: string | null }[];
  }[];
  /** `approved`: somebody has read it already; else it waits for a librarian. */
  reviews: readonly { memberId: number; bibId: number; stars: number; body: string | null; approved: boolean }[];
}

/** Brings lists, reviews and display names in, within the caller's transaction, which answers for the permission. */
export async function saveVoices(trx: Tx, ctx: Ctx, { names, lists, reviews }: Voices): Promise<void> {
  const now = ctx.clock.now();
  for (const name of names) await upsertDisplayName(trx, { ...name, changedAt: now });
  for (const { entries, picked, ...list } of lists) {
    const shareToken = list.visibility === 'private' ? null : newShareToken();
    const listId = await insertList(trx, { ...list, shareToken, createdAt: now, changedAt: now });
    if (picked) await updatePicked(trx, listId, now);
    for (const entry of entries) await insertEntry(trx, { listId, ...entry, addedAt: now });
  }
  for (const { approved, ...review } of reviews) {
    const id = await upsertReview(trx, { ...review, at: now });
    if (!approved) continue;
    await updateReview(trx, id, { status: 'approved', decidedAt: now, decidedBy: actorName(ctx.actor), reason: null });
  }
  await recordAudit(trx, ctx, {
    action: 'reading.brought_in',
    entity: 'reading_list',
    entityId: 'batch',
    after: { names: names.length, lists: lists.length, reviews: reviews.length },
  });
}
