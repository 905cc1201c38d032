import { recordAudit } from '#modules/ground/audit';
import { networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import type { FollowUp, Round } from '../client.ts';
import {
  deleteFollowUp,
  findFollowUp,
  insertFollowUp,
  lockFollowUp,
  updateFollowUp,
} from '../data/follow-ups.queries.ts';
import { lockRound } from '../data/rounds.queries.ts';
import { satisfactionErrors } from '../errors.ts';
import { managedRound } from '../rounds/plan-round.ts';
import { followUpInput, followUpMove, type FollowUpInput, type FollowUpMove } from '../schema.ts';

/**
 * Says what is done about an element of a closed round, who answers for it and until when. Needs `questionnaires.manage` at its library.
 * Throws `satisfaction.round_not_found`, `satisfaction.follow_up_too_soon`, `platform.invalid_input`. @returns its id
 */
export async function addFollowUp(ctx: Ctx, roundId: number, input: FollowUpInput): Promise<number> {
  const plan = parseInput(followUpInput, input);
  await managedRound(ctx, roundId);
  return ctx.db.transaction().execute(async (trx) => addFollowUpIn(trx, ctx, roundId, plan));
}

/** The same within the caller's transaction, which answers for the permission. */
export async function addFollowUpIn(trx: Tx, ctx: Ctx, roundId: number, input: FollowUpInput): Promise<number> {
  const plan = parseInput(followUpInput, input);
  const round = await lockRound(trx, roundId);
  if (!round) throw satisfactionErrors.roundNotFound();
  if (round.closedAt === null) throw satisfactionErrors.followUpTooSoon();
  const id = await insertFollowUp(trx, { ...plan, roundId, createdAt: ctx.clock.now() });
  await note(trx, ctx, round, { act: 'added', id, after: plan });
  return id;
}

/**
 * Moves a plan on: running, done (what came of it and when), or stopped with the reason. What was done or stopped may be taken up again.
 * Needs `questionnaires.manage` at the library of its round. Throws `satisfaction.follow_up_not_found`, `platform.version_conflict`,
 * `platform.invalid_input`.
 */
export async function moveFollowUp(ctx: Ctx, id: number, input: FollowUpMove): Promise<void> {
  const move = parseInput(followUpMove, input);
  await managedFollowUp(ctx, id);
  await ctx.db.transaction().execute(async (trx) => moveFollowUpIn(trx, ctx, id, move));
}

/** The same within the caller's transaction, which answers for the permission. */
export async function moveFollowUpIn(trx: Tx, ctx: Ctx, id: number, input: FollowUpMove): Promise<void> {
  const { version, state, ...said } = parseInput(followUpMove, input);
  const { held, round } = await take(trx, id);
  if (held.version !== version) throw platformErrors.versionConflict();
  const today = localDate(ctx.clock.now(), round.library?.timeZone ?? (await networkZone(trx)));
  if (state === 'done' && (said.realisedOn ?? '') > today)
    throw platformErrors.invalidInput({}, { realisedOn: 'satisfaction_not_yet' });
  const after = {
    state,
    reason: state === 'stopped' ? said.reason : '',
    realisation: state === 'done' ? said.realisation : '',
    realisedOn: state === 'done' ? said.realisedOn : null,
  };
  await updateFollowUp(trx, id, after);
  await note(trx, ctx, round, { act: 'moved', id, before: { state: held.state }, after });
}

/**
 * Takes a plan back that has not ended: what was done or stopped stays for everybody to read. Needs `questionnaires.manage` at the library of
 * its round. Throws `satisfaction.follow_up_not_found`, `satisfaction.follow_up_ended`.
 */
export async function removeFollowUp(ctx: Ctx, id: number): Promise<void> {
  await managedFollowUp(ctx, id);
  await ctx.db.transaction().execute(async (trx) => {
    const { held, round } = await take(trx, id);
    if (held.state === 'done' || held.state === 'stopped') throw satisfactionErrors.followUpEnded();
    await deleteFollowUp(trx, id);
    await note(trx, ctx, round, { act: 'removed', id, before: { element: held.element, action: held.action } });
  });
}

async function managedFollowUp(ctx: Ctx, id: number): Promise<void> {
  authorizeAnywhere(ctx, 'questionnaires.manage');
  const found = await findFollowUp(ctx.db, id);
  if (!found) throw satisfactionErrors.followUpNotFound();
  await managedRound(ctx, found.roundId);
}

/** The round before its plan: whoever moves the round waits. */
async function take(trx: Tx, id: number): Promise<{ held: FollowUp; round: Round }> {
  const found = await findFollowUp(trx, id);
  const round = found && (await lockRound(trx, found.roundId));
  const held = round && (await lockFollowUp(trx, id));
  if (!held) throw satisfactionErrors.followUpNotFound();
  return { held, round };
}

const note = async (
  trx: Tx,
  ctx: Ctx,
  { library }: Round,
  { act, id, ...what }: { act: 'added' | 'moved' | 'removed'; id: number; before?: object; after?: object },
): Promise<void> =>
  recordAudit(trx, ctx, {
    action: `satisfaction_follow_up.${act}`,
    entity: 'satisfaction_follow_up',
    entityId: id,
    libraryId: library?.id ?? null,
    ...what,
  });
