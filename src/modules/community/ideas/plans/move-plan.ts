import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { localDate } from '#shared/dates';
import type { Plan } from '../client.ts';
import { deleteMilestone, insertMilestone, setMilestone, updatePlan } from '../data/plans.queries.ts';
import { ideaErrors } from '../errors.ts';
import { askLater, goesDownFor } from './make-plan.ts';
import { measureFact } from './measure-fact.ts';
import { needRights, planOf, takePlan } from './own-plan.ts';
import type { Hand } from '../boards/participant.ts';
import { nextStatuses, type Obstacle, type PlanStatus } from '../rules/plans.ts';
import { milestoneInput, moveInput, type MilestoneInput, type MoveInput } from '../schema.ts';
import { tellSupporters } from '../tell-participants.ts';

/**
 * A plan is committed to, begun, done, or stopped with its reason; whoever wrote or supports its idea is told. Throws
 * `ideas.plan_not_found`, `ideas.not_your_plan`, `ideas.plan_cannot_move`, `platform.invalid_input`, and `ideas.target_below_start` where
 * the first commitment finds the figure above the target.
 */
export async function movePlan(ctx: Ctx, id: number, input: MoveInput, hand: Hand): Promise<void> {
  const { status, reason, obstacle, goesDown: isMeant } = parseInput(moveInput, input);
  const { plan, own } = await needRights(ctx, id, hand);
  const now = ctx.clock.now();
  const isFirst = status === 'committed' && plan.committedAt === null;
  const baseline = isFirst && plan.fact !== null ? await measureFact(ctx, plan.fact, plan.library, now) : null;
  await ctx.db.transaction().execute(async (trx) => {
    const before = await takePlan(trx, id);
    if (isFirst && before.committedAt === null) {
      const goesDown = goesDownFor({ ...before, baseline }, isMeant || before.goesDown);
      await updatePlan(trx, id, { committedAt: now, baseline, goesDown });
      await askLater(trx, id, localDate(now, plan.library.timeZone));
    }
    await setStatus(trx, ctx, before, { status, reason, obstacle, byOwner: own });
  });
}

/** Moves a plan that is held, tells of it and records it. Throws `ideas.plan_cannot_move`. */
export async function setStatus(
  trx: Tx,
  ctx: Ctx,
  before: Plan,
  to: { status: PlanStatus; reason: string; obstacle: Obstacle | null; byOwner: boolean },
): Promise<void> {
  const { status, reason, obstacle, byOwner } = to;
  if (!nextStatuses(before.status, before.committedAt !== null).includes(status)) {
    throw ideaErrors.planCannotMove({ from: before.status, to: status });
  }
  const isStopped = status === 'stopped';
  await updatePlan(trx, before.id, {
    status,
    stopReason: isStopped ? reason : '',
    obstacle: isStopped ? obstacle : null,
    endedAt: isStopped || status === 'done' ? ctx.clock.now() : null,
  });
  await tellSupporters(trx, ctx, await planOf(trx, before.id), { byOwner });
  await recordAudit(trx, ctx, {
    action: 'action_plan.moved',
    entity: 'action_plan',
    entityId: before.id,
    libraryId: before.library.id,
    before: { status: before.status },
    after: { status, reason, obstacle },
  });
}

/** A step on the way. Throws `ideas.plan_not_found`, `ideas.not_your_plan`, `ideas.plan_ended`, `platform.invalid_input`. */
export async function addMilestone(ctx: Ctx, planId: number, input: MilestoneInput, hand: Hand): Promise<void> {
  const step = parseInput(milestoneInput, input);
  await onMilestones(ctx, planId, hand, async (trx) => insertMilestone(trx, { planId, ...step }));
}

/** The step is taken, or is not after all. */
export async function tickMilestone(
  ctx: Ctx,
  planId: number,
  { id, done }: { id: number; done: boolean },
  hand: Hand,
): Promise<void> {
  await onMilestones(ctx, planId, hand, async (trx, plan) =>
    setMilestone(trx, planId, id, done ? localDate(ctx.clock.now(), plan.library.timeZone) : null),
  );
}

export async function removeMilestone(ctx: Ctx, planId: number, id: number, hand: Hand): Promise<void> {
  await onMilestones(ctx, planId, hand, async (trx) => deleteMilestone(trx, planId, id));
}

async function onMilestones(ctx: Ctx, planId: number, hand: Hand, work: (trx: Tx, plan: Plan) => Promise<unknown>) {
  await needRights(ctx, planId, hand);
  await ctx.db.transaction().execute(async (trx) => {
    const plan = await takePlan(trx, planId);
    if (plan.endedAt) throw ideaErrors.planEnded();
    await work(trx, plan);
    await recordAudit(trx, ctx, {
      action: 'action_plan.steps_changed',
      entity: 'action_plan',
      entityId: planId,
      libraryId: plan.library.id,
    });
  });
}
