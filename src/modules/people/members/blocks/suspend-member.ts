import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { addDays, localDate, type LocalDate } from '#shared/dates';
import { blockMember, liftBlock } from './block-member.ts';
import { selectSuspensions } from '../data/blocks.queries.ts';
import { findMember, lockMember } from '../data/members.queries.ts';
import { memberErrors } from '../errors.ts';
import { blockHolds } from '../rules/membership.ts';
import { suspensionInput, type SuspensionInput } from '../schema.ts';

/** Days without borrowing, as a late return or a person imposed them. */
export interface Suspension {
  id: number;
  reason: string;
  /** The last day on which it holds; null = until it is lifted. */
  untilDate: LocalDate | null;
  createdAt: Date;
  createdBy: string;
  /** null = it was not lifted before its time. */
  liftedAt: Date | null;
  liftedBy: string | null;
  /** Does it hold today? */
  active: boolean;
}

/** Every suspension of a member, the newest first. Needs `members.read` at the home library, or the member's own session. */
export async function listSuspensions(ctx: Ctx, number: string): Promise<Suspension[]> {
  const own = ctx.actor.kind === 'member' && ctx.actor.number === number;
  if (!own) authorizeAnywhere(ctx, 'members.read');
  const member = await findMember(ctx.db, number);
  if (!member) throw memberErrors.notFound({ number });
  if (!own) authorize(ctx, 'members.read', member.homeLibraryId);
  const today = localDate(ctx.clock.now(), member.timeZone);
  const rows = await selectSuspensions(ctx.db, member.id);
  return rows.map((row) => ({ ...row, active: row.liftedAt === null && blockHolds(row, today) }));
}

/**
 * Suspends a member by hand, for so many days from today or until a day. Needs `members.block` at the home library.
 * Throws `members.not_found`.
 */
export async function suspendMember(ctx: Ctx, number: string, input: SuspensionInput): Promise<Suspension> {
  authorizeAnywhere(ctx, 'members.block');
  const { reason, days, untilDate } = parseInput(suspensionInput, input);
  const id = await ctx.db.transaction().execute(async (trx) => {
    const member = await lockMember(trx, number);
    if (!member) throw memberErrors.notFound({ number });
    authorize(ctx, 'members.block', member.homeLibraryId);
    const today = localDate(ctx.clock.now(), member.timeZone);
    const until = untilDate ?? addDays(today, days ?? 0);
    if (until < today) throw platformErrors.invalidInput({}, { untilDate: 'invalid' });
    return blockMember(trx, ctx, { memberId: member.id, kind: 'suspension', reason, untilDate: until });
  });
  const made = (await listSuspensions(ctx, number)).find((suspension) => suspension.id === id);
  if (!made) throw memberErrors.blockNotFound();
  return made;
}

/** Lifts a suspension before its time. Needs `members.block` at the home library. Throws `members.block_not_found`. */
export async function liftSuspension(ctx: Ctx, number: string, id: number): Promise<void> {
  const known = await listSuspensions(ctx, number);
  if (!known.some((suspension) => suspension.id === id)) throw memberErrors.blockNotFound();
  await liftBlock(ctx, id);
}
