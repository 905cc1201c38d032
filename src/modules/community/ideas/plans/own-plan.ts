import { can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import type { Plan } from '../client.ts';
import { findPlan, lockPlan } from '../data/plans.queries.ts';
import { ideaErrors } from '../errors.ts';
import { participantOf, type Hand } from '../boards/participant.ts';

/** Throws `ideas.plan_not_found`. */
export async function planOf(db: Db | Tx, id: number): Promise<Plan> {
  const plan = await findPlan(db, id);
  if (!plan) throw ideaErrors.planNotFound();
  return plan;
}

/** Is it theirs, or do they lead ideas at the library of the programme? */
export async function rightsTo(ctx: Ctx, plan: Plan, hand: Hand): Promise<{ own: boolean; leads: boolean }> {
  const leads = can(ctx.actor, 'ideas.manage', plan.program.libraryId);
  if (plan.enrolmentId === null) return { own: false, leads };
  const participant = await participantOf(ctx, plan.program.id, hand);
  return { own: participant?.enrolmentId === plan.enrolmentId, leads };
}

/** Asked before a change. Throws `ideas.plan_not_found`, `ideas.not_your_plan`. */
export async function needRights(ctx: Ctx, id: number, hand: Hand): Promise<{ plan: Plan; own: boolean }> {
  const plan = await planOf(ctx.db, id);
  const { own, leads } = await rightsTo(ctx, plan, hand);
  if (!own && !leads) throw ideaErrors.notYourPlan();
  return { plan, own };
}

/** Takes a plan for a change: as it is now, and nobody else changes it until the transaction ends. */
export async function takePlan(trx: Tx, id: number): Promise<Plan> {
  await lockPlan(trx, id);
  return planOf(trx, id);
}
