import { recordAudit } from '#modules/ground/audit';
import { getSetting } from '#modules/ground/libraries';
import { authorize, authorizeAnywhere, can } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { localDate } from '#shared/dates';
import { findMember, lockMember, updateMemberRow, type MemberRecord } from '../data/members.queries.ts';
import { memberErrors } from '../errors.ts';
import { noteActivity } from '../records/note-activity.ts';
import { refreshDue } from '../rules/data-refresh.ts';

/**
 * Whether this member is to be asked if the data are still right: so many months (setting `dataRefreshMonths`) after they were confirmed, or
 * after joining. Nobody who has left, and nobody whose data are only kept, is asked; and only the member and whoever edits members is told.
 */
export async function isDataRefreshDue(ctx: Ctx, number: string): Promise<boolean> {
  const member = await findMember(ctx.db, number);
  if (!member) throw memberErrors.notFound({ number });
  const own = ctx.actor.kind === 'member' && ctx.actor.id === member.id;
  if (!own && !can(ctx.actor, 'members.edit', member.homeLibraryId)) return false;
  if (member.status !== 'active' || member.restrictedAt !== null) return false;
  const { dataConfirmedAt, joinedOn, timeZone } = member;
  const since = dataConfirmedAt ? localDate(dataConfirmedAt, timeZone) : joinedOn;
  const months = await getSetting(ctx.db, 'dataRefreshMonths');
  return refreshDue(months, since, localDate(ctx.clock.now(), timeZone));
}

async function confirm(trx: Tx, ctx: Ctx, member: MemberRecord): Promise<void> {
  const now = ctx.clock.now();
  await updateMemberRow(trx, member.id, { dataConfirmedAt: now, dataConfirmedBy: actorName(ctx.actor) }, now);
  await noteActivity(trx, ctx, member);
  await recordAudit(trx, ctx, {
    action: 'member.data_confirmed',
    entity: 'member',
    entityId: member.id,
    libraryId: member.homeLibraryId,
  });
}

/** The member who is signed in says that the data are right. */
export async function confirmOwnData(ctx: Ctx): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'member') throw platformErrors.signInNeeded();
  await ctx.db.transaction().execute(async (trx) => {
    const member = await lockMember(trx, actor.number);
    if (!member) throw memberErrors.notFound();
    await confirm(trx, ctx, member);
  });
}

/** A librarian has asked the member. Permission `members.edit` at the home library. */
export async function confirmData(ctx: Ctx, number: string): Promise<void> {
  authorizeAnywhere(ctx, 'members.edit');
  await ctx.db.transaction().execute(async (trx) => {
    const member = await lockMember(trx, number);
    if (!member) throw memberErrors.notFound({ number });
    authorize(ctx, 'members.edit', member.homeLibraryId);
    await confirm(trx, ctx, member);
  });
}
