import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { addDays, localDate } from '#shared/dates';
import { takeBoard } from '../boards/board-for.ts';
import { insertFollowUps } from '../data/follow-ups.queries.ts';
import { findIdea, updateIdea } from '../data/ideas.queries.ts';
import { insertPlan, updatePlan } from '../data/plans.queries.ts';
import { ideaErrors } from '../errors.ts';
import { measureFact } from './measure-fact.ts';
import { needRights, planOf, takePlan } from './own-plan.ts';
import { needParticipant, type Hand } from '../boards/participant.ts';
import { FOLLOW_UP_DAYS, isBelowStart, type Course } from '../rules/plans.ts';
import { planInput, planTermsInput, type PlanInput, type PlanTermsInput } from '../schema.ts';
import { tellSupporters } from '../tell-participants.ts';
import { findBoard } from '../data/boards.queries.ts';

/** The days on which its owner is asked what came of it. */
export const askLater = async (trx: Tx, planId: number, from: string): Promise<unknown> =>
  insertFollowUps(
    trx,
    FOLLOW_UP_DAYS.map((day) => ({ planId, day, opensOn: addDays(from, day) })),
  );

/**
 * Whether a plan goes down: only where its owner says so, for a target below the beginning may be a slip.
 * Throws `ideas.target_below_start` where it would, and nobody has said so.
 */
export function goesDownFor(course: Course, isMeant: boolean): boolean {
  if (!isBelowStart(course)) return false;
  if (!isMeant)
    throw ideaErrors.targetBelowStart({ target: course.target, start: course.baseline }, { goesDown: 'goes_down' });
  return true;
}

/**
 * A participant says what they will do at their own library, from an idea of the board or their own. The figure that it is bound to is
 * kept as it is now. Who wrote or votes for the idea is told. Throws `ideas.not_participant`, `ideas.idea_not_found`,
 * `ideas.phase_forbids` (the board is not that far), `ideas.target_below_start`, `platform.invalid_input` (also where it is not known which library). @returns its id
 */
export async function makePlan(ctx: Ctx, programId: number, input: PlanInput, hand: Hand): Promise<number> {
  const { ideaId, libraryId: wanted, proposal, ...terms } = parseInput(planInput, input);
  const { enrolmentId, name, libraryId: own } = await needParticipant(ctx, programId, hand);
  const libraryId = own ?? wanted;
  if (libraryId === null) throw platformErrors.invalidInput({}, { libraryId: 'required' });
  const library = await getLibrary(ctx, libraryId);
  const now = ctx.clock.now();
  const baseline = terms.fact === null ? null : await measureFact(ctx, terms.fact, library, now);
  const goesDown = goesDownFor({ ...terms, baseline }, terms.goesDown);
  return ctx.db.transaction().execute(async (trx) => {
    if (ideaId !== null) await takeIdea(trx, programId, ideaId);
    const id = await insertPlan(trx, {
      ...{ ...terms, goesDown, programId, ideaId, enrolmentId, ownerName: name, libraryId, baseline, createdAt: now },
      ...(proposal ? { status: 'proposed' } : { status: 'committed', committedAt: now }),
    });
    if (!proposal) await askLater(trx, id, localDate(now, library.timeZone));
    await tellSupporters(trx, ctx, await planOf(trx, id), { byOwner: true });
    await recordAudit(trx, ctx, {
      action: 'action_plan.made',
      entity: 'action_plan',
      entityId: id,
      libraryId,
      after: { activity: terms.activity, fact: terms.fact, target: terms.target, goesDown, baseline, proposal },
    });
    return id;
  });
}

/** The idea is of this programme, its board has come so far, and its card shows that a plan came of it. */
async function takeIdea(trx: Tx, programId: number, ideaId: number): Promise<void> {
  const idea = await findIdea(trx, ideaId);
  const board = idea && (await findBoard(trx, idea.boardId));
  if (board?.program.id !== programId) throw ideaErrors.ideaNotFound();
  const { version } = await takeBoard(trx, board.id, 'commit');
  await updateIdea(trx, ideaId, { version });
}

/**
 * Changes what a plan says, as long as it has not ended. Bound to another figure it begins with that figure as it is now. Throws
 * `ideas.plan_not_found`, `ideas.not_your_plan`, `ideas.plan_ended`, `ideas.target_below_start`, `platform.version_conflict`,
 * `platform.invalid_input`.
 */
export async function changePlan(
  ctx: Ctx,
  id: number,
  { version, ...input }: PlanTermsInput & { version: number },
  hand: Hand,
): Promise<void> {
  const { plan } = await needRights(ctx, id, hand);
  const terms = parseInput(planTermsInput, input);
  const isOther = terms.fact !== plan.fact;
  const anew = terms.fact === null ? null : await measureFact(ctx, terms.fact, plan.library, plan.committedAt);
  await ctx.db.transaction().execute(async (trx) => {
    const before = await takePlan(trx, id);
    if (before.version !== version) throw platformErrors.versionConflict();
    if (before.endedAt) throw ideaErrors.planEnded();
    const baseline = isOther ? anew : before.baseline;
    const goesDown = goesDownFor({ ...terms, baseline }, terms.goesDown);
    await updatePlan(trx, id, { ...terms, baseline, goesDown });
    await recordAudit(trx, ctx, {
      action: 'action_plan.changed',
      entity: 'action_plan',
      entityId: id,
      libraryId: plan.library.id,
      before: { activity: before.activity, target: before.target, goesDown: before.goesDown, dueOn: before.dueOn },
      after: { activity: terms.activity, target: terms.target, goesDown, dueOn: terms.dueOn },
    });
  });
}
