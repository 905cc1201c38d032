import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import type { LockedPartner } from '../data/partners.queries.ts';
import { partnerErrors } from '../errors.ts';
import { heldLink } from './held-link.ts';

interface Post {
  linkId: number;
  version: number;
  state: string;
}

/**
 * Holds the page on which something was left (a document, somebody who was named, a word about an obligation), and reads that under its lock, as an
 * editor saw it. Throws `partners.post_not_found`, `platform.version_conflict`.
 */
export async function heldPost<P extends Post>(
  trx: Tx,
  find: (trx: Tx, id: number) => Promise<P | undefined>,
  { id, version }: { id: number; version: number },
): Promise<{ post: P; partner: LockedPartner }> {
  const seen = await find(trx, id);
  if (!seen) throw partnerErrors.postNotFound();
  const { partner } = await heldLink(trx, seen.linkId);
  const post = await find(trx, id);
  if (!post) throw partnerErrors.postNotFound();
  if (post.version !== version) throw platformErrors.versionConflict();
  return { post, partner };
}

/** The same while nobody has answered it. Throws `partners.answered_twice`, too. */
export async function waitingPost<P extends Post>(
  trx: Tx,
  find: (trx: Tx, id: number) => Promise<P | undefined>,
  which: { id: number; version: number },
): Promise<{ post: P; partner: LockedPartner }> {
  const held = await heldPost(trx, find, which);
  if (held.post.state !== 'waiting') throw partnerErrors.answeredTwice();
  return held;
}

/** Who answers, and when. */
export const answeredBy = (ctx: Ctx) => ({ answeredAt: ctx.clock.now(), answeredBy: actorName(ctx.actor) });
