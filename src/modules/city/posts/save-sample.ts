import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { selectDeliveries, updateDelivery } from './data/deliveries.queries.ts';
import { findPost, updatePost } from './data/posts.queries.ts';
import type { DeliveryState, PostState } from './rules/terms.ts';
import type { PostInput } from './schema.ts';
import { composeFor } from './writing/compose.ts';
import { savePost } from './writing/save-post.ts';
import { keepLinks } from './writing/schedule-post.ts';
import { subjectNow } from './writing/subject-of.ts';

/** What became of a post, as a sample says it. */
export interface Past {
  state: PostState;
  submittedBy: string;
  approvedBy: string;
  /** When it went out; null = it did not. */
  sentAt: Date | null;
  /** Of each account, in the order of its variants. */
  fates: readonly { state: DeliveryState; code?: string; detail?: string; url?: string }[];
  origin: string;
}

/** Writes a post with what became of it, in a transaction of others: for samples. @returns the codes of the links that went out with it */
export async function saveSample(
  trx: Tx,
  ctx: Ctx,
  libraryId: number,
  { past, ...input }: PostInput & { past: Past },
): Promise<string[]> {
  const here = { ...ctx, db: trx };
  const id = await savePost(trx, here, libraryId, input);
  const post = await findPost(trx, id);
  if (!post) return [];
  const about = await subjectNow(here, post);
  if (past.state === 'scheduled') {
    const deliveries = await selectDeliveries(trx, [id]);
    await keepLinks(trx, here, { post, deliveries, target: about.subject.leadsTo });
  }
  for (const [nth, delivery] of (await selectDeliveries(trx, [id])).entries()) {
    const { state, code = '', detail = '', url = null } = past.fates[nth] ?? { state: 'planned' };
    const went = state !== 'planned' && state !== 'waiting' && state !== 'cancelled';
    await updateDelivery(trx, delivery.id, {
      ...{ state, code, detail, remoteUrl: url },
      ...(went && { startedAt: past.sentAt, doneAt: past.sentAt, attempts: 1 }),
      ...(went && { sentText: composeFor(post, delivery, about, past.origin).text }),
      // nobody looks for it by itself: the sample speaks to no channel
      ...(state === 'unknown' && { looked: 99, nextAt: past.sentAt }),
    });
  }
  const { state, submittedBy, approvedBy } = past;
  await updatePost(trx, id, { state, submittedBy, approvedBy });
  const deliveries = await selectDeliveries(trx, [id]);
  return deliveries.flatMap(({ state: fate, linkCode }) => (fate === 'sent' && linkCode !== null ? [linkCode] : []));
}
