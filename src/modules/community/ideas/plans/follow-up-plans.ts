import { recordAudit } from '#modules/ground/audit';
import { notToldYet } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import { parseInput } from '#platform/requests/parse-input';
import { localDate } from '#shared/dates';
import { selectFollowUpsDue, selectPlansSoon, updateFollowUp } from '../data/follow-ups.queries.ts';
import { updatePlan } from '../data/plans.queries.ts';
import { ideaErrors } from '../errors.ts';
import { measureFact } from './measure-fact.ts';
import { setStatus } from './move-plan.ts';
import { needRights, planOf, takePlan } from './own-plan.ts';
import type { Hand } from '../boards/participant.ts';
import type { FollowUpDay } from '../rules/plans.ts';
import { followUpInput, type FollowUpInput } from '../schema.ts';
import { ownerKey, tellOwner } from '../tell-participants.ts';

const AT_ONCE = 500;

/**
 * The owner says what came of a plan 30 or 90 days after; the bound figure is kept as it is at that moment. The plan moves with the
 * answer. Throws `ideas.plan_not_found`, `ideas.not_your_plan`, `ideas.follow_up_not_open`, `platform.invalid_input`.
 */
export async function answerFollowUp(
  ctx: Ctx,
  planId: number,
  day: FollowUpDay,
  input: FollowUpInput,
  hand: Hand,
): Promise<void> {
  const { plan, own } = await needRights(ctx, planId, hand);
  const { status, story, obstacle, isPublic } = parseInput(followUpInput, input);
  const measured = plan.fact === null ? null : await measureFact(ctx, plan.fact, plan.library, plan.committedAt);
  await ctx.db.transaction().execute(async (trx) => {
    const before = await takePlan(trx, planId);
    const asked = before.followUps.find((one) => one.day === day);
    const today = localDate(ctx.clock.now(), before.library.timeZone);
    if (!asked || asked.status !== null || asked.opensOn > today) throw ideaErrors.followUpNotOpen();
    await updateFollowUp(trx, planId, day, { answeredAt: ctx.clock.now(), status, story, obstacle, measured });
    if (before.isPublic !== isPublic) await updatePlan(trx, planId, { isPublic });
    if (before.status !== status) await setStatus(trx, ctx, before, { status, reason: story, obstacle, byOwner: own });
    await recordAudit(trx, ctx, {
      action: 'action_plan.followed_up',
      entity: 'action_plan',
      entityId: planId,
      libraryId: before.library.id,
      after: { day, status, measured },
    });
  });
}

/** Asks what is to be asked today, and once more after a week. Work of the clock. @returns how many were told */
export async function openFollowUps(ctx: Ctx, signal: AbortSignal): Promise<number> {
  let told = 0;
  const round = new Round(ctx, signal);
  await round.each(await selectFollowUpsDue(ctx.db, ctx.clock.now(), AT_ONCE), async ({ planId, day, first }) => {
    const asked = await ctx.db.transaction().execute(async (trx) => {
      const plan = await takePlan(trx, planId);
      if (plan.followUps.some((one) => one.day === day && one.status !== null)) return false;
      const now = ctx.clock.now();
      await updateFollowUp(trx, planId, day, first ? { openedAt: now } : { remindedAt: now });
      await tellOwner(trx, ctx, plan, { news: `follow_up_${day}`, what: '', on: null, key: first ? 'asked' : 'again' });
      return true;
    });
    if (asked) told += 1;
  });
  round.end();
  return told;
}

/** Reminds owners of days that come within a week: of the plan, and of its steps. The same day is told once. */
export async function remindPlans(ctx: Ctx, signal: AbortSignal): Promise<void> {
  const round = new Round(ctx, signal);
  const soon = (await selectPlansSoon(ctx.db, ctx.clock.now())).map(({ planId, enrolmentId, milestone, on }) => {
    const notice =
      milestone === null
        ? ({ news: 'due', what: '', key: on, on } as const)
        : ({ news: 'milestone', what: milestone, key: `${on}:${milestone}`, on } as const);
    return { planId, notice, key: ownerKey(planId, enrolmentId, notice) };
  });
  await round.each(await notToldYet(ctx.db, soon), async ({ planId, notice }) => {
    const plan = await planOf(ctx.db, planId);
    await ctx.db.transaction().execute(async (trx) => tellOwner(trx, ctx, plan, notice));
  });
  round.end();
}
