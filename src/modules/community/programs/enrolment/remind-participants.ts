import { notToldYet } from '#modules/people/notifications';
import { oneAct, type Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { Round } from '#platform/database/round';
import type { ProgramSession } from '../client.ts';
import { selectEnrolments, type EnrolmentRow } from '../data/enrolments.queries.ts';
import { lockProgram, selectProgram } from '../data/programs.queries.ts';
import { selectFirstOfDays } from '../data/sessions.queries.ts';
import { isReached, reminderKey, remindParticipant } from './tell-participants.ts';

/** Participants are reminded the day before. */
const AHEAD_HOURS = 24;

/**
 * Reminds who comes of the days that begin in the next 24 hours, by their first session; of each once, however often it runs. A programme is
 * held only where somebody is not reminded yet. @returns of how many sessions
 */
export async function remindParticipants(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  const now = ctx.clock.now();
  const until = new Date(now.getTime() + AHEAD_HOURS * 3_600_000);
  const sessions = await selectFirstOfDays(ctx.db, now, until);
  const round = new Round(ctx, signal);
  await round.each(sessions, async (found) => {
    const { id, programId } = found;
    if ((await notReminded(ctx.db, found)).length === 0) return;
    const act = oneAct(ctx);
    await ctx.db.transaction().execute(async (trx) => {
      await lockProgram(trx, programId);
      const program = await selectProgram(trx, programId);
      // as it is now that nobody can move it or call it off
      const session = (await selectFirstOfDays(trx, now, until)).find((one) => one.id === id);
      if (!program || !session) return;
      for (const enrolment of await notReminded(trx, session)) {
        await remindParticipant(trx, act, { program, session, enrolment });
      }
    });
  });
  round.end();
  return sessions.length;
}

/** Who comes for sure, can be told, and was not reminded of a session yet. */
async function notReminded(db: Db | Tx, session: ProgramSession): Promise<EnrolmentRow[]> {
  const coming = (await selectEnrolments(db, session.programId, ['confirmed'])).filter(isReached);
  return notToldYet(
    db,
    coming.map((enrolment) => ({ ...enrolment, key: reminderKey(enrolment, session) })),
  );
}
