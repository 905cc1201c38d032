import { recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Program, ProgramNews } from '../client.ts';
import {
  nextQueueNo,
  selectByTicket,
  selectEnrolment,
  setStatus,
  type EnrolmentRow,
  type StatusChange,
} from '../data/enrolments.queries.ts';
import { lockProgram, selectProgram } from '../data/programs.queries.ts';
import { seatIn } from './enrol.ts';
import { programErrors } from '../errors.ts';
import { passOnSeats } from './pass-on-seats.ts';
import { isOver } from '../rules/states.ts';
import { tellParticipant, withdrawNews } from './tell-participants.ts';

/** Which enrolment: by the ticket, which whoever has it may act with, or by its id. */
export type WhichEnrolment = { ticket: string } | { id: number };

/** Takes a seat that is held. By ticket, the member's own session, or `programs.manage` there. Refuses `programs.enrolment_not_found`, `offer_over`, also where the programme does not take place any more. */
export const acceptOffer = async (ctx: Ctx, which: WhichEnrolment): Promise<void> =>
  change(ctx, which, async (_trx, { program, enrolment }) => {
    const { status, offerEndsAt } = enrolment;
    if (isOver(program.state)) throw programErrors.offerOver();
    if (status !== 'offered' || offerEndsAt === null || offerEndsAt <= ctx.clock.now()) throw programErrors.offerOver();
    return Promise.resolve({ status: 'confirmed' });
  });

/** Gives a seat that is held to whoever is next. Rights as {@link acceptOffer}. Refuses `programs.enrolment_not_found`, `offer_over` where none is held: nobody loses a seat by it. */
export const refuseOffer = async (ctx: Ctx, which: WhichEnrolment): Promise<void> =>
  change(ctx, which, async (_trx, { program, enrolment }) => {
    if (enrolment.status !== 'offered' || isOver(program.state)) throw programErrors.offerOver();
    return Promise.resolve({ status: 'cancelled', endedAt: ctx.clock.now() });
  });

/**
 * Takes an enrolment back, a request, a place in the queue or an offer too; the seat goes to the queue at once. By ticket, the member's own
 * session, or `programs.manage` there. Refuses `programs.enrolment_not_found`, `enrolment_over` when it has ended or the programme is over.
 */
export const cancelEnrolment = async (ctx: Ctx, which: WhichEnrolment): Promise<void> =>
  change(ctx, which, async (_trx, { program, enrolment }) => {
    const ended = ['expired', 'cancelled', 'declined'].includes(enrolment.status);
    const over = isOver(program.state) || (program.endsAt !== null && program.endsAt <= ctx.clock.now());
    if (ended || over) throw programErrors.enrolmentOver();
    return Promise.resolve({ status: 'cancelled', endedAt: ctx.clock.now() });
  });

/** Says yes or no to a request; a yes gives a seat, or the next place in the queue. Needs `programs.manage` there. Refuses `programs.enrolment_over` when it was decided, or the programme is over. */
export const decideEnrolment = async (ctx: Ctx, id: number, yes: boolean): Promise<void> =>
  change(ctx, { id }, async (trx, { program, enrolment }) => {
    authorize(ctx, 'programs.manage', program.library.id);
    if (enrolment.status !== 'requested' || isOver(program.state)) throw programErrors.enrolmentOver();
    const now = ctx.clock.now();
    if (!yes) return { status: 'declined', endedAt: now };
    const status = seatIn(program, enrolment.people);
    if (status === 'confirmed') return { status };
    return { status, queueNo: await nextQueueNo(trx, program.id), queuedAt: now };
  });

async function change(
  ctx: Ctx,
  which: WhichEnrolment,
  decide: (trx: Tx, about: { program: Program; enrolment: EnrolmentRow }) => Promise<StatusChange>,
): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const first = await find(trx, which);
    // the programme is locked before anything is decided, then looked at again
    if (first) await lockProgram(trx, first.programId);
    const enrolment = first && (await selectEnrolment(trx, first.id));
    const program = first && (await selectProgram(trx, first.programId));
    if (!enrolment || !program) throw programErrors.enrolmentNotFound();
    if (!('ticket' in which)) refuseStrangers(ctx, program, enrolment);
    const next = await decide(trx, { program, enrolment });
    await setStatus(trx, enrolment.id, next);
    await recordAudit(trx, ctx, {
      action: `program_enrolment.${next.status}`,
      entity: 'program_enrolment',
      entityId: enrolment.id,
      libraryId: program.library.id,
      before: { status: enrolment.status },
      after: { status: next.status },
    });
    await withdrawNews(trx, ctx, enrolment.id);
    const changed = await selectEnrolment(trx, enrolment.id);
    if (changed) await tellParticipant(trx, ctx, { program, enrolment: changed }, { kind: newsOf(next.status) });
    await passOnSeats(trx, ctx, program.id);
  });
}

const newsOf = (status: StatusChange['status']): ProgramNews => status;

const find = async (trx: Tx, which: WhichEnrolment): Promise<EnrolmentRow | undefined> =>
  'ticket' in which ? selectByTicket(trx, which.ticket) : selectEnrolment(trx, which.id);

function refuseStrangers(ctx: Ctx, { library }: Program, { memberId, placedByMemberId }: EnrolmentRow): void {
  const { actor } = ctx;
  if (actor.kind !== 'member') return authorize(ctx, 'programs.manage', library.id);
  if (actor.id !== memberId && actor.id !== placedByMemberId) throw programErrors.enrolmentNotFound();
}
