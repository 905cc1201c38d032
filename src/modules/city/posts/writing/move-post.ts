import { recordAudit } from '#modules/ground/audit';
import { getSetting } from '#modules/ground/libraries';
import { accountOf, actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { moveUnsent } from '../data/deliveries.queries.ts';
import { updatePost, type PostRow } from '../data/posts.queries.ts';
import { postErrors } from '../errors.ts';
import type { PostState } from '../rules/terms.ts';
import { heldPost, isOut, postEntity } from './held-post.ts';
import { refuseUnready } from './judge-post.ts';

const forbid = (post: PostRow, allowed: readonly PostState[]): void => {
  if (!allowed.includes(post.state)) throw postErrors.stateForbids({ state: post.state });
};

/**
 * Says that a post is ready and asks a second person to read it. Needs `news.edit`. Throws `posts.not_found`, `state_forbids`, `not_ready`, `subject_gone`,
 * `platform.version_conflict`. @param origin where the network is reached by everybody
 */
export async function submitPost(
  ctx: Ctx,
  id: number,
  { version, origin }: { version: number; origin: string },
): Promise<void> {
  authorizeAnywhere(ctx, 'news.edit');
  await ctx.db.transaction().execute(async (trx) => {
    const { post, deliveries } = await heldPost(trx, ctx, { id, version, may: 'news.edit' });
    forbid(post, ['draft']);
    await refuseUnready(trx, ctx, { post, deliveries, origin });
    await updatePost(trx, id, {
      ...{ state: 'submitted', submittedBy: actorName(ctx.actor), submittedById: accountOf(ctx.actor) },
      changedAt: ctx.clock.now(),
    });
    await recordAudit(trx, ctx, { action: 'post.submitted', ...postEntity(post), after: { title: post.title } });
  });
}

/** Whether somebody else has to say yes: who wrote it last, or said that it is ready, is asking. */
export const isOwn = ({ actor }: Pick<Ctx, 'actor'>, { writtenById, submittedById }: PostRow): boolean => {
  const account = accountOf(actor);
  return account !== null && (account === writtenById || account === submittedById);
};

/** Throws `posts.own_approval`, or `state_forbids` where nobody said that it is ready. */
export async function refuseOwnApproval(trx: Tx, ctx: Ctx, post: PostRow): Promise<void> {
  const second = await getSetting(trx, 'siteSecondPerson');
  forbid(post, second ? ['submitted'] : ['draft', 'submitted']);
  if (second && isOwn(ctx, post)) throw postErrors.ownApproval();
}

/** Says yes, in a transaction of others. */
export async function approveHeld(trx: Tx, ctx: Ctx, post: PostRow): Promise<void> {
  await updatePost(trx, post.id, { state: 'approved', approvedBy: actorName(ctx.actor), changedAt: ctx.clock.now() });
  await recordAudit(trx, ctx, {
    ...{ action: 'post.approved', ...postEntity(post) },
    ...{ before: { state: post.state }, after: { title: post.title, state: 'approved' } },
  });
}

/**
 * Says yes to a post; it goes out when somebody says at which hour. Where the network asks for a second person it is somebody else than who wrote it and
 * who said that it is ready. Needs `posts.send`. Throws as {@link submitPost}, and `posts.own_approval`.
 */
export async function approvePost(
  ctx: Ctx,
  id: number,
  { version, origin }: { version: number; origin: string },
): Promise<void> {
  authorizeAnywhere(ctx, 'posts.send');
  await ctx.db.transaction().execute(async (trx) => {
    const { post, deliveries } = await heldPost(trx, ctx, { id, version, may: 'posts.send' });
    await refuseOwnApproval(trx, ctx, post);
    await refuseUnready(trx, ctx, { post, deliveries, origin });
    await approveHeld(trx, ctx, post);
  });
}

async function moveBack(
  ctx: Ctx,
  id: number,
  { version, from, to, action }: { version: number; from: readonly PostState[]; to: PostState; action: string },
): Promise<void> {
  authorizeAnywhere(ctx, 'news.edit');
  await ctx.db.transaction().execute(async (trx) => {
    const { post, deliveries } = await heldPost(trx, ctx, { id, version, may: 'news.edit' });
    forbid(post, from);
    if (to !== 'cancelled' && post.state === 'scheduled' && isOut(deliveries)) throw postErrors.isOut();
    const state = to === 'cancelled' ? 'cancelled' : 'planned';
    const moved = await moveUnsent(trx, id, { state, nextAt: null, code: '', detail: '', anyway: false });
    await updatePost(trx, id, {
      ...{ state: to, changedAt: ctx.clock.now() },
      ...(to === 'draft' && { submittedBy: '', submittedById: null, approvedBy: '' }),
    });
    await recordAudit(trx, ctx, {
      ...{ action, ...postEntity(post), before: { state: post.state } },
      after: { title: post.title, state: to, moved },
    });
  });
}

/** Gives a post back to be written on. Needs `news.edit`. Throws `posts.not_found`, `state_forbids`, `is_out`, `platform.version_conflict`. */
export const returnPost = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  moveBack(ctx, id, { version, from: ['submitted', 'approved', 'scheduled'], to: 'draft', action: 'post.returned' });

/** Sends nothing more of a post; what went out stays. Needs `news.edit`. Throws as {@link returnPost}. */
export const cancelPost = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  moveBack(ctx, id, {
    ...{ version, from: ['draft', 'submitted', 'approved', 'scheduled'], to: 'cancelled', action: 'post.cancelled' },
  });

/** The undo of {@link cancelPost}: what had not gone out is a draft again. Throws as {@link returnPost}. */
export const restorePost = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  moveBack(ctx, id, { version, from: ['cancelled'], to: 'draft', action: 'post.restored' });
