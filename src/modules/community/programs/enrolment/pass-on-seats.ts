import { oneAct, type Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import type { Tx } from '#platform/database/db';
import { freeSeats, type Program } from '../client.ts';
import {
  selectEndedOffers,
  selectEnrolment,
  selectHeadOfQueue,
  selectProgramsWithEndedOffers,
  setStatus,
} from '../data/enrolments.queries.ts';
import { lockProgram, selectProgram } from '../data/programs.queries.ts';
import { offerEnd } from '../rules/enrolment.ts';
import { tellParticipant } from './tell-participants.ts';

const BATCH = 100;

const takesPlace = ({ state, isTemplate }: Program): boolean =>
  (state === 'published' || state === 'running') && !isTemplate;

/**
 * Offers what is free to the queue, strictly in its order: where the first is a group that does not fit, nobody behind it overtakes. The
 * programme is locked by the caller.
 */
export async function passOnSeats(trx: Tx, ctx: Ctx, programId: number): Promise<void> {
  for (;;) {
    const program = await selectProgram(trx, programId);
    const head = program && takesPlace(program) ? await selectHeadOfQueue(trx, programId) : undefined;
    if (!program || !head) return;
    const free = freeSeats(program);
    const end = offerEnd(program, ctx.clock.now());
    if (end === null || (free !== null && free < head.people)) return;
    await setStatus(trx, head.id, { status: 'offered', offerEndsAt: end });
    const enrolment = await selectEnrolment(trx, head.id);
    if (enrolment) await tellParticipant(trx, ctx, { program, enrolment }, { kind: 'offered', until: end });
  }
}

/**
 * Offers whose time is over end and go on to the next; each programme in a transaction of its own, looked at again under its lock.
 * @returns how many ended
 */
export async function expireOffers(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  let count = 0;
  const round = new Round(ctx, signal);
  await round.each(await selectProgramsWithEndedOffers(ctx.db, ctx.clock.now(), BATCH), async (programId) => {
    count += await ctx.db.transaction().execute(async (trx) => expireIn(trx, oneAct(ctx), programId));
  });
  round.end();
  return count;
}

async function expireIn(trx: Tx, ctx: Ctx, programId: number): Promise<number> {
  await lockProgram(trx, programId);
  const program = await selectProgram(trx, programId);
  if (!program) return 0;
  const now = ctx.clock.now();
  const ended = await selectEndedOffers(trx, programId, now);
  for (const enrolment of ended) {
    await setStatus(trx, enrolment.id, { status: 'expired', endedAt: now });
    if (takesPlace(program)) await tellParticipant(trx, ctx, { program, enrolment }, { kind: 'expired' });
  }
  await passOnSeats(trx, ctx, programId);
  return ended.length;
}
