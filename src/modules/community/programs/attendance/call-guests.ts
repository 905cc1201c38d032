import { recordAudit } from '#modules/ground/audit';
import { channelsToEach, guestCalls, noteGuestCall, type GuestCall } from '#modules/people/notifications';
import { authorize, HIDDEN } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import type { Services } from '#platform/services';
import type { Program } from '../client.ts';
import { selectEnrolments, type EnrolmentRow } from '../data/enrolments.queries.ts';
import { selectSpeakers } from '../data/speakers.queries.ts';
import { aboutGuestsOf, aboutOf, isReached, LIVE } from '../enrolment/tell-participants.ts';
import { aboutSpeaker } from '../speakers/tell-speakers.ts';
import { enrolmentsOf } from '../enrolment/view-enrolments.ts';
import { getProgram } from '../planning/view-programs.ts';

/**
 * Guests and speakers of a programme whom nothing reached by itself, at the address they left: somebody calls or writes them. Needs
 * `programs.manage` at its library. Refuses `programs.not_found`.
 */
export async function guestsToCall(
  ctx: Ctx,
  needs: Pick<Services, 'config' | 'notices'>,
  programId: number,
): Promise<GuestCall[]> {
  const { id } = await managedBy(ctx, programId);
  return guestCalls(ctx, needs, await aboutsOf(ctx.db, id));
}

/**
 * Writes down that a guest or speaker was told by a person; of one message once. Needs `programs.manage` at the programme's library. Refuses
 * `programs.not_found`. @returns false when somebody has done it already, or it says nothing true any more
 */
export const noteCalled = async (ctx: Ctx, programId: number, messageId: number): Promise<boolean> =>
  ctx.db.transaction().execute(async (trx) => {
    const { id, library } = await managedBy({ actor: ctx.actor, db: trx }, programId);
    const about = await noteGuestCall(trx, ctx, messageId, await aboutsOf(trx, id));
    if (about === undefined) return false;
    const [kind = '', entityId] = about.split(':');
    await recordAudit(trx, ctx, { ...(TOLD[kind] ?? TOLD_ALL), entityId: Number(entityId), libraryId: library.id });
    return true;
  });

const TOLD_ALL = { action: 'program.guest_told', entity: 'program' };
const TOLD: Record<string, typeof TOLD_ALL> = {
  program_enrolment: { action: 'program_enrolment.told', entity: 'program_enrolment' },
  program_speaker: { action: 'program_speaker.told', entity: 'program_speaker' },
};

/** Somebody who comes or waits, and whom nothing that is told would reach: no channel is open to them, or they left no address. */
interface Unreached extends Pick<EnrolmentRow, 'id' | 'name' | 'memberNumber'> {
  ticket: string | null;
}

/**
 * Whom staff themselves must tell all there is to tell of a programme; members whom the desk does not serve without name, number and ticket,
 * whose page says the name. Needs `programs.manage` at its library. Refuses `programs.not_found`.
 */
export async function unreachedParticipants(
  ctx: Ctx,
  services: Pick<Services, 'db' | 'mailer' | 'secrets'>,
  programId: number,
): Promise<Unreached[]> {
  const { id } = await managedBy(ctx, programId);
  const live = await enrolmentsOf(ctx, id, LIVE);
  const toldOf = (one: EnrolmentRow): number | null => one.placedByMemberId ?? one.memberId;
  const channels = await channelsToEach(
    services,
    live.flatMap((one) => toldOf(one) ?? []),
    'holds',
  );
  return live
    .filter((one) => {
      const memberId = toldOf(one);
      return memberId === null ? !isReached(one) : channels.get(memberId)?.length === 0;
    })
    .map(({ id: enrolmentId, name, memberNumber, ticket }) =>
      name === HIDDEN
        ? { id: enrolmentId, name, memberNumber: null, ticket: null }
        : { id: enrolmentId, name, memberNumber, ticket },
    );
}

async function managedBy(ctx: Pick<Ctx, 'actor'> & { db: Db | Tx }, programId: number): Promise<Program> {
  const program = await getProgram(ctx, programId);
  authorize(ctx, 'programs.manage', program.library.id);
  return program;
}

const aboutsOf = async (db: Db | Tx, programId: number): Promise<string[]> => [
  aboutGuestsOf(programId),
  ...(await selectEnrolments(db, programId)).map(({ id }) => aboutOf(id)),
  ...(await selectSpeakers(db, { programId })).map(({ id }) => aboutSpeaker(id)),
];
