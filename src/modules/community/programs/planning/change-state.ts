import { recordAudit } from '#modules/ground/audit';
import { oneAct, type Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import type { Tx } from '#platform/database/db';
import type { Program, ProgramState } from '../client.ts';
import { lockProgram, selectProgram, selectToAdvance, setState } from '../data/programs.queries.ts';
import { managed } from './edit-programs.ts';
import { takingRooms } from './take-room.ts';
import { programErrors } from '../errors.ts';
import { releaseCopies } from '../copies/release-copies.ts';
import { isOver, mayBecome, stateByClock } from '../rules/states.ts';
import { tellParticipants } from '../enrolment/tell-participants.ts';
import { tellSpeakers } from '../speakers/tell-speakers.ts';

const BATCH = 200;
const LONGEST_REASON = 500;

/**
 * Brings a programme into its next state; one that is cancelled needs a reason, which everybody who comes, waits or speaks is told. Needs
 * `programs.manage` at its library. Refuses `programs.not_found`, `wrong_step`, `no_sessions`, `reason_needed`, `is_template`, `room_taken`.
 */
export async function changeState(ctx: Ctx, id: number, next: ProgramState, reason = ''): Promise<void> {
  await ctx.db
    .transaction()
    .execute(async (trx) => changeStateIn(trx, ctx, await managed(trx, ctx, id), { next, reason }));
}

/** The same in the transaction of the caller, who has locked the programme and checked the permission. */
export async function changeStateIn(
  trx: Tx,
  ctx: Ctx,
  program: Program,
  { next, reason = '' }: { next: ProgramState; reason?: string },
): Promise<void> {
  const { state } = program;
  if (program.isTemplate) throw programErrors.isTemplate();
  if (!mayBecome(state, next)) throw programErrors.wrongStep({ state, next });
  if (next === 'published' && program.sessionCount === 0) throw programErrors.noSessions();
  const cancelReason = next === 'cancelled' ? reason.trim().slice(0, LONGEST_REASON) : '';
  if (next === 'cancelled' && cancelReason === '') throw programErrors.reasonNeeded({}, { reason: 'required' });
  await become(trx, ctx, program, { next, cancelReason });
  if (next === 'cancelled') {
    await tellParticipants(trx, ctx, program, {
      kind: 'program_cancelled',
      key: 'program_cancelled',
      reason: cancelReason,
    });
    await tellSpeakers(trx, ctx, program, {
      news: 'program_cancelled',
      key: 'program_cancelled',
      reason: cancelReason,
    });
  }
}

async function become(
  trx: Tx,
  ctx: Ctx,
  { id, state, library }: Program,
  { next, cancelReason }: { next: ProgramState; cancelReason: string },
): Promise<void> {
  await takingRooms('', async () => setState(trx, id, { state: next, cancelReason, now: ctx.clock.now() }));
  await recordAudit(trx, ctx, {
    action: 'program.state_changed',
    entity: 'program',
    entityId: id,
    libraryId: library.id,
    before: { state },
    after: { state: next, ...(cancelReason && { cancelReason }) },
  });
  if (isOver(next)) await releaseCopies(trx, ctx, { id, library }, { how: 'over' });
}

/** What is published begins with its first session, what runs closes after its last. @returns how many went on */
export async function advanceByClock(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  let count = 0;
  const round = new Round(ctx, signal);
  await round.each(await selectToAdvance(ctx.db, ctx.clock.now(), BATCH), async (id) => {
    count += await ctx.db.transaction().execute(async (trx) => advance(trx, oneAct(ctx), id));
  });
  round.end();
  return count;
}

async function advance(trx: Tx, ctx: Ctx, id: number): Promise<number> {
  await lockProgram(trx, id);
  const program = await selectProgram(trx, id);
  if (!program?.startsAt || !program.endsAt) return 0;
  const { state, startsAt, endsAt } = program;
  if (state !== 'published' && state !== 'running') return 0;
  const next = stateByClock(state, { startsAt, endsAt }, ctx.clock.now());
  if (next === state) return 0;
  if (state === 'published' && next === 'closed') {
    await become(trx, ctx, program, { next: 'running', cancelReason: '' });
    await become(trx, ctx, { ...program, state: 'running' }, { next, cancelReason: '' });
  } else await become(trx, ctx, program, { next, cancelReason: '' });
  return 1;
}
