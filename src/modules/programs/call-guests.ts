import { recordAudit } from '#modules/audit';
import { guestCalls, noteGuestCall, type GuestCall } from '#modules/notifications';
import type { Config } from '#platform/config';
import { authorize } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/db';
import type { Program } from './client.ts';
import { selectEnrolments } from './data/enrolments.queries.ts';
import { aboutGuestsOf, aboutOf } from './tell-participants.ts';
import { getProgram } from './view-programs.ts';

/**
 * Guests of a programme who left a telephone number and whom nothing reached by itself: somebody calls or writes them. Needs `programs.manage`
 * at its library. Refuses `programs.not_found`.
 */
export async function guestsToCall(
  ctx: Ctx,
  config: Pick<Config, 'publicUrl'>,
  programId: number,
): Promise<GuestCall[]> {
  const { id } = await managedBy(ctx, programId);
  return guestCalls(ctx, config, await aboutsOf(ctx.db, id));
}

/**
 * Writes down that a guest was told by telephone; of one message once. Needs `programs.manage` at the programme's library. Refuses
 * `programs.not_found`. @returns false when somebody has done it already, or it says nothing true any more
 */
export const noteCalled = async (ctx: Ctx, programId: number, messageId: number): Promise<boolean> =>
  ctx.db.transaction().execute(async (trx) => {
    const { id, library } = await managedBy({ actor: ctx.actor, db: trx }, programId);
    const about = await noteGuestCall(trx, ctx, messageId, await aboutsOf(trx, id));
    if (about === undefined) return false;
    const ofAll = about === aboutGuestsOf(id);
    await recordAudit(trx, ctx, {
      action: ofAll ? 'program.guest_told' : 'program_enrolment.told',
      entity: ofAll ? 'program' : 'program_enrolment',
      entityId: Number(about.slice(about.indexOf(':') + 1)),
      libraryId: library.id,
    });
    return true;
  });

async function managedBy(ctx: Pick<Ctx, 'actor'> & { db: Db | Tx }, programId: number): Promise<Program> {
  const program = await getProgram(ctx, programId);
  authorize(ctx, 'programs.manage', program.library.id);
  return program;
}

const aboutsOf = async (db: Db | Tx, programId: number): Promise<string[]> => [
  aboutGuestsOf(programId),
  ...(await selectEnrolments(db, programId)).map(({ id }) => aboutOf(id)),
];
