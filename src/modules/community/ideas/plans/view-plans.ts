import { authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { localDate } from '#shared/dates';
import type { MeasuredPlan, Plan } from '../client.ts';
import {
  programAsksForPlans,
  selectPlans,
  selectPlansOfEnrolments,
  selectPlansOfProgram,
  selectProgramsWithPlans,
  selectTopIdeas,
  selectVoters,
} from '../data/plans.queries.ts';
import { ideaErrors } from '../errors.ts';
import { measuredPlans } from './measure-fact.ts';
import { planOf, rightsTo } from './own-plan.ts';
import { ticketsOf, type Hand } from '../boards/participant.ts';
import { isStalled, type Obstacle, type PlanStatus } from '../rules/plans.ts';

/** As everybody may see it: whose it is, is for the owner and for who leads the programme. */
const withoutOwner = <P extends Plan>(plan: P): P => ({ ...plan, enrolmentId: null, ownerName: '' });

/** A plan with its figure of today, and what the asker may do; others are not told whose it is. Throws `ideas.plan_not_found`, also for one that is not shown to everybody. */
export async function getPlan(
  ctx: Ctx,
  id: number,
  hand: Hand,
): Promise<{ plan: MeasuredPlan; own: boolean; leads: boolean }> {
  const plan = await planOf(ctx.db, id);
  const { own, leads } = await rightsTo(ctx, plan, hand);
  const isOpen = plan.isPublic && plan.status !== 'proposed';
  if (!own && !leads && !isOpen) throw ideaErrors.planNotFound();
  const [measured] = await measuredPlans(ctx, [own || leads ? plan : withoutOwner(plan)]);
  if (!measured) throw ideaErrors.planNotFound();
  return { plan: measured, own, leads };
}

/** What got done, and what is on its way: plans that their owners show to everybody, without whose they are. */
export async function listPublicPlans(
  ctx: Ctx,
  filter: { programId?: number | undefined } = {},
): Promise<MeasuredPlan[]> {
  const plans = await selectPlans(ctx.db, { ...filter, publicOnly: true, programLibraries: null });
  return measuredPlans(ctx, plans.map(withoutOwner));
}

/** Plans of the programmes that the actor leads. Needs `ideas.manage`. */
export async function listPlans(
  ctx: Ctx,
  filter: { programId?: number | undefined; libraryId?: number | undefined; status?: PlanStatus | undefined },
): Promise<MeasuredPlan[]> {
  authorizeAnywhere(ctx, 'ideas.manage');
  const granted = grantedLibraries(ctx.actor, 'ideas.manage');
  const programLibraries = granted === 'all' ? null : granted;
  return measuredPlans(ctx, await selectPlans(ctx.db, { ...filter, publicOnly: false, programLibraries }));
}

/** Plans of whoever asks: of the member who is signed in, else of who has the ticket. */
export async function listOwnPlans(ctx: Ctx, hand: Hand): Promise<Plan[]> {
  if (ctx.actor.kind === 'member') return selectPlansOfEnrolments(ctx.db, { memberId: ctx.actor.id });
  const tickets = ticketsOf(hand);
  return tickets.length === 0 ? [] : selectPlansOfEnrolments(ctx.db, { tickets });
}

export const programsWithPlans = async ({ db }: Pick<Ctx, 'db'>): Promise<{ id: number; title: string }[]> =>
  selectProgramsWithPlans(db);

/**
 * Whether a programme asks its participants for an action plan: a board of it stands where everybody says what they will do, or plans were made
 * in it. Who may know is the caller's to ask.
 */
export const asksForPlans = async (db: Db | Tx, programId: number): Promise<boolean> =>
  programAsksForPlans(db, programId);

/** Plans of a programme, for other modules: who may see them is theirs to ask. */
export const plansOf = async (db: Db | Tx, programId: number): Promise<Plan[]> => selectPlansOfProgram(db, programId);

/** Ideas of a programme by votes, most first; none of a board on which all write silently yet. */
export const topIdeas = async (db: Db | Tx, programId: number, limit = 20) => selectTopIdeas(db, programId, limit);

/** How many people have voted on the boards of a programme. */
export const countVoters = async (db: Db | Tx, programId: number): Promise<number> => selectVoters(db, programId);

/** A plan that does not come on, with what stands in its way. */
export interface StalledPlan {
  plan: Plan;
  /** null: it is late, and nobody has said why. */
  obstacle: Obstacle | null;
  /** In the owner's words. */
  words: string;
}

/** Plans of a programme that stopped, are late, or name an obstacle in their last follow-up. */
export async function stalledPlans(db: Db | Tx, programId: number, now: Date): Promise<StalledPlan[]> {
  const plans = await selectPlansOfProgram(db, programId);
  return plans.flatMap((plan) => {
    const last = plan.followUps.findLast(({ status }) => status !== null) ?? null;
    const today = localDate(now, plan.library.timeZone);
    if (!isStalled({ ...plan, lastObstacle: last?.obstacle ?? null }, today)) return [];
    return [{ plan, obstacle: plan.obstacle ?? last?.obstacle ?? null, words: plan.stopReason || (last?.story ?? '') }];
  });
}
