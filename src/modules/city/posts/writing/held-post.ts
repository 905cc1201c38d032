import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { authorize, can } from '#platform/rights/authorize';
import type { PermissionCode } from '#platform/rights/permissions';
import { lockDeliveries, type DeliveryRow } from '../data/deliveries.queries.ts';
import { lockPost, type PostRow } from '../data/posts.queries.ts';
import { postErrors } from '../errors.ts';
import { GONE_OUT } from '../rules/terms.ts';

/** What a post is called in the trace. */
export const postEntity = ({ id, libraryId }: Pick<PostRow, 'id' | 'libraryId'>) => ({
  ...{ entity: 'post', entityId: id, libraryId },
});

/** Something of it went out, or may have. */
export const isOut = (deliveries: readonly Pick<DeliveryRow, 'state'>[]): boolean =>
  deliveries.some(({ state }) => GONE_OUT.some((one) => one === state));

/** Who writes news may see posts, and who sends them. */
export const maySee = ({ actor }: Pick<Ctx, 'actor'>, libraryId: number): boolean =>
  can(actor, 'news.edit', libraryId) || can(actor, 'posts.send', libraryId);

/** Holds a post and its deliveries as its editor saw it. Throws `posts.not_found`, `platform.version_conflict`, `forbidden`. */
export async function heldPost(
  trx: Tx,
  ctx: Ctx,
  { id, version, may }: { id: number; version: number; may: PermissionCode },
): Promise<{ post: PostRow; deliveries: DeliveryRow[] }> {
  const post = await lockPost(trx, id);
  if (!post) throw postErrors.notFound();
  authorize(ctx, may, post.libraryId);
  if (post.version !== version) throw platformErrors.versionConflict();
  return { post, deliveries: await lockDeliveries(trx, id) };
}
