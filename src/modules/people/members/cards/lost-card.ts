import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { endMemberSessions } from '#modules/ground/identity';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import { violatedUnique, type Db, type Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { m } from '#i18n/messages';
import { blockMember, liftLocked } from '../blocks/block-member.ts';
import type { Member } from '../client.ts';
import { findOpenBlockOfKind, lockOpenBlock } from '../data/blocks.queries.ts';
import { insertFormerCard, numberExists, selectFormerCard } from '../data/card-numbers.queries.ts';
import { findMemberById, lockMember, updateMemberRow, type MemberRecord } from '../data/members.queries.ts';
import { deleteSignInLinks } from '../data/sign-in-links.queries.ts';
import { memberErrors } from '../errors.ts';
import { nextCardNumber } from '../rules/card.ts';
import { memberNumber } from '../schema.ts';
import { keepCountersAhead } from './take-number.ts';
import { viewMember } from '../records/view-member.ts';

/** @param keepSession the session in which the member says so; all others end, since a found card may have been used */
async function block(trx: Tx, ctx: Ctx, member: MemberRecord, keepSession: number | null): Promise<void> {
  if (member.status !== 'active') throw memberErrors.withdrawn({ number: member.number });
  if (await findOpenBlockOfKind(trx, member.id, 'lost_card')) throw memberErrors.cardIsLost();
  const reason = m.privacy_card_lost_reason({}, { locale: 'id' });
  await blockMember(trx, ctx, { memberId: member.id, kind: 'lost_card', reason, untilDate: null });
  await endMemberSessions(trx, ctx, { memberId: member.id, except: keepSession });
}

/** The member's own row, locked. */
async function lockOwn(trx: Tx, ctx: Ctx) {
  const { actor } = ctx;
  if (actor.kind !== 'member') throw platformErrors.signInNeeded();
  const member = await lockMember(trx, actor.number);
  if (!member) throw memberErrors.notFound();
  return { member, sessionId: actor.sessionId };
}

/**
 * The member who is signed in reports the card lost: from now on it neither borrows nor signs in, and other devices are signed out.
 * Throws `members.card_is_lost` when that was said before.
 */
export async function reportOwnCardLost(ctx: Ctx): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const { member, sessionId } = await lockOwn(trx, ctx);
    await block(trx, ctx, member, sessionId);
  });
}

/** The same at the desk or by telephone. Permission `members.block` at the home library. */
export async function reportCardLost(ctx: Ctx, number: string): Promise<void> {
  authorizeAnywhere(ctx, 'members.block');
  await ctx.db.transaction().execute(async (trx) => {
    const member = await lockMember(trx, number);
    if (!member) throw memberErrors.notFound({ number });
    authorize(ctx, 'members.block', member.homeLibraryId);
    await block(trx, ctx, member, null);
  });
}

async function liftLoss(trx: Tx, ctx: Ctx, memberId: number): Promise<boolean> {
  const found = await findOpenBlockOfKind(trx, memberId, 'lost_card');
  const open = found && (await lockOpenBlock(trx, found.id));
  if (open) await liftLocked(trx, ctx, open);
  return open !== undefined;
}

/** The member found the card and says so in the session that is still open. Throws `members.card_not_lost`. */
export async function withdrawOwnLoss(ctx: Ctx): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const { member } = await lockOwn(trx, ctx);
    if (!(await liftLoss(trx, ctx, member.id))) throw memberErrors.cardNotLost();
  });
}

/** A librarian takes the report back. Permission `members.block` at the home library. Throws `members.card_not_lost`. */
export async function withdrawCardLoss(ctx: Ctx, number: string): Promise<void> {
  authorizeAnywhere(ctx, 'members.block');
  await ctx.db.transaction().execute(async (trx) => {
    const member = await lockMember(trx, number);
    if (!member) throw memberErrors.notFound({ number });
    authorize(ctx, 'members.block', member.homeLibraryId);
    if (!(await liftLoss(trx, ctx, member.id))) throw memberErrors.cardNotLost();
  });
}

export const replaceCardInput = z.object({ number: memberNumber.optional() });

/**
 * A new card on the spot: the member has another number from now on, and the old one is refused by name and given to nobody. Sessions and PIN
 * stay, since neither is on the card. Permission `members.edit` at the home library.
 * @param input.number the number of a card from the drawer; left out: the old one with a running suffix
 * Throws `members.number_taken`, `members.withdrawn`.
 */
export async function replaceCard(
  ctx: Ctx,
  number: string,
  input: z.input<typeof replaceCardInput> = {},
): Promise<Member> {
  authorizeAnywhere(ctx, 'members.edit');
  const wanted = parseInput(replaceCardInput, input).number;
  try {
    return await ctx.db.transaction().execute(async (trx) => replace(trx, ctx, number, wanted));
  } catch (error) {
    if (violatedUnique(error) === null) throw error;
    throw memberErrors.numberTaken({ number: wanted ?? number });
  }
}

async function replace(trx: Tx, ctx: Ctx, number: string, wanted: string | undefined): Promise<Member> {
  const member = await lockMember(trx, number);
  if (!member) throw memberErrors.notFound({ number });
  authorize(ctx, 'members.edit', member.homeLibraryId);
  if (member.status !== 'active') throw memberErrors.withdrawn({ number: member.number });
  let next = wanted ?? nextCardNumber(member.number);
  if (wanted === undefined) while (await numberExists(trx, next)) next = nextCardNumber(next);
  else if (await numberExists(trx, next)) throw memberErrors.numberTaken({ number: next });
  const now = ctx.clock.now();
  await insertFormerCard(trx, {
    number: member.number,
    memberId: member.id,
    replacedAt: now,
    replacedBy: actorName(ctx.actor),
  });
  await updateMemberRow(trx, member.id, { number: next }, now);
  // with the loss its block goes: a link that whoever has the old card may have asked for does not open again
  await deleteSignInLinks(trx, member.id);
  await keepCountersAhead(trx, [next]);
  await liftLoss(trx, ctx, member.id);
  await recordAudit(trx, ctx, {
    action: 'member.card_replaced',
    entity: 'member',
    entityId: member.id,
    libraryId: member.homeLibraryId,
    before: { number: member.number },
    after: { number: next },
  });
  const after = await findMemberById(trx, member.id);
  if (!after) throw memberErrors.notFound({ number: next });
  return viewMember(trx, ctx.actor, after);
}

/** Was this the number of a card that has been replaced? The new number is not told: whoever holds the old card need not be its owner. */
export async function findFormerCard(db: Db | Tx, number: string): Promise<{ number: string } | null> {
  const found = await selectFormerCard(db, number);
  return found ? { number: found.number } : null;
}
