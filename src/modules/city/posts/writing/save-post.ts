import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { listAccounts } from '#modules/city/channels';
import type { ChannelAccount } from '#modules/city/channels/client';
import { changedParts, recordAudit } from '#modules/ground/audit';
import { picturesOf } from '#modules/ground/content';
import { getLibrary } from '#modules/ground/libraries';
import { judgeTarget, retirePlacedLinks } from '#modules/stock/links';
import { accountOf, actorName, type Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { keepVariants, moveUnsent } from '../data/deliveries.queries.ts';
import { insertPost, updatePost } from '../data/posts.queries.ts';
import { postErrors } from '../errors.ts';
import { postInput, type PostInput } from '../schema.ts';
import { photographOf } from './compose.ts';
import { heldPost, isOut, postEntity } from './held-post.ts';
import { subjectNow, type SubjectNow } from './subject-of.ts';

type Written = z.output<typeof postInput>;

/** Accounts to which a library may publish: its own, and those of the network. */
export const accountsOf = async (
  { db, clock }: { db: Db | Tx; clock: Ctx['clock'] },
  libraryId: number,
): Promise<ChannelAccount[]> => listAccounts(db, [libraryId], clock.now());

/** What is written of what a post is about. */
const aboutOf = (subject: Written['subject']) => ({
  subject: subject.kind,
  programId: subject.kind === 'program' ? subject.programId : null,
  pageId: subject.kind === 'news' ? subject.pageId : null,
  bibId: subject.kind === 'record' ? subject.bibId : null,
  collectionId: subject.kind === 'collection' ? subject.collectionId : null,
  courseId: subject.kind === 'course' ? subject.courseId : null,
  address: subject.kind === 'notice' ? subject.address : null,
});
const rowOf = ({ subject, ...written }: Written) => ({
  ...{ language: written.language, title: written.title, body: written.body, pictureId: written.pictureId },
  ...{ alt: written.alt, campaign: written.campaign, hashtags: written.hashtags },
  ...{ sendOn: written.sendOn, sendMinute: written.sendMinute, ...aboutOf(subject) },
});

/** What a post would be about, as it is now: for who begins to write one. Needs `news.edit` somewhere. Throws `platform.invalid_input`. */
export async function viewSubject(ctx: Ctx, subject: PostInput['subject'], language: 'id' | 'en'): Promise<SubjectNow> {
  authorizeAnywhere(ctx, 'news.edit');
  const read = parseInput(postInput.pick({ subject: true }), { subject });
  return subjectNow(ctx, { ...aboutOf(read.subject), language });
}

/** A post as it may be written: its picture is there and one that channels take, what it is about everybody finds, its address may be behind a link. */
async function judged(ctx: Ctx, input: PostInput): Promise<Written> {
  const post = parseInput(postInput, input);
  if ((post.sendOn === null) !== (post.sendMinute === null)) {
    const field = post.sendOn === null ? 'sendOn' : 'sendMinute';
    throw platformErrors.invalidInput({}, { [field]: 'required' });
  }
  if (post.subject.kind === 'notice' && post.subject.address !== null)
    judgeTarget(post.subject.address, 'subject.address');
  const { subject } = await subjectNow(ctx, rowOf(post));
  if (subject.state === 'gone') throw postErrors.subjectGone();
  if (post.pictureId === null) return { ...post, alt: '' };
  const picture = (await picturesOf(ctx.db, [post.pictureId])).get(post.pictureId);
  if (!picture || !photographOf(picture)) throw platformErrors.invalidInput({}, { pictureId: 'invalid' });
  return { ...post, alt: post.alt || picture.alt };
}

/** The accounts that were chosen, each once and each one of the library's. Throws `posts.account_not_found`. */
async function chosen(trx: Tx, ctx: Ctx, libraryId: number, variants: Written['variants']) {
  const known = new Map((await accountsOf({ db: trx, clock: ctx.clock }, libraryId)).map((one) => [one.id, one]));
  const ids = new Set(variants.map(({ accountId }) => accountId));
  if (ids.size !== variants.length) throw postErrors.accountNotFound();
  return variants.map(({ accountId, ownText }) => {
    const account = known.get(accountId);
    if (!account) throw postErrors.accountNotFound();
    return { accountId, ownText, kind: account.kind, key: `kabar-${randomBytes(12).toString('hex')}` };
  });
}

/** Writes a post with its accounts, in a transaction of others. @returns its id */
export async function savePost(trx: Tx, ctx: Ctx, libraryId: number, input: PostInput): Promise<number> {
  const post = await judged({ ...ctx, db: trx }, input);
  const now = ctx.clock.now();
  const made = { libraryId, createdAt: now, createdBy: actorName(ctx.actor), changedAt: now };
  const id = await insertPost(trx, { ...rowOf(post), ...made, writtenById: accountOf(ctx.actor) });
  await keepVariants(trx, id, await chosen(trx, ctx, libraryId, post.variants));
  await recordAudit(trx, ctx, {
    ...{ action: 'post.made', ...postEntity({ id, libraryId }) },
    after: { title: post.title, accounts: post.variants.length },
  });
  return id;
}

/**
 * Writes a post for a library. Needs `news.edit` there. Throws `platform.invalid_input`, `posts.subject_gone`, `posts.account_not_found`,
 * `libraries.not_found`. @returns its id
 */
export async function makePost(ctx: Ctx, libraryId: number, input: PostInput): Promise<number> {
  authorize(ctx, 'news.edit', libraryId);
  await getLibrary(ctx, libraryId);
  return ctx.db.transaction().execute(async (trx) => savePost(trx, ctx, libraryId, input));
}

/**
 * Changes a post of which nothing went out. It is a draft again, whoever had said yes: what was read by a second person is what goes out. Needs
 * `news.edit`. Throws `posts.not_found`, `posts.is_out`, `posts.state_forbids` (cancelled), `platform.version_conflict` and as {@link makePost}.
 */
export async function changePost(
  ctx: Ctx,
  id: number,
  { version, ...input }: PostInput & { version: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'news.edit');
  await ctx.db.transaction().execute(async (trx) => {
    const { post: held, deliveries } = await heldPost(trx, ctx, { id, version, may: 'news.edit' });
    if (held.state === 'cancelled') throw postErrors.stateForbids({ state: held.state });
    if (isOut(deliveries)) throw postErrors.isOut();
    const post = await judged({ ...ctx, db: trx }, input);
    const dropped = await keepVariants(trx, id, await chosen(trx, ctx, held.libraryId, post.variants));
    await retirePlacedLinks(trx, ctx, dropped, held.libraryId);
    await moveUnsent(trx, id, { state: 'planned', nextAt: null, code: '', detail: '', anyway: false });
    await updatePost(trx, id, {
      ...{ ...rowOf(post), state: 'draft', changedAt: ctx.clock.now(), writtenById: accountOf(ctx.actor) },
      ...{ submittedBy: '', submittedById: null, approvedBy: '' },
    });
    const { title, state, sendOn, sendMinute } = held;
    await recordAudit(trx, ctx, {
      ...{ action: 'post.changed', ...postEntity(held) },
      ...changedParts(
        { title, state, sendOn, sendMinute },
        { title: post.title, state: 'draft', sendOn: post.sendOn, sendMinute: post.sendMinute },
      ),
    });
  });
}
