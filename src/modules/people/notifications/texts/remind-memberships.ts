import { listLibraries } from '#modules/ground/libraries';
import { membersExpiring } from '#modules/people/members';
import { oneAct, type Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import { addDays, localDate } from '#shared/dates';
import { membershipExpiring } from '../notices.ts';
import { notify } from '../notify.ts';
import { notToldYet, reminderSchedule } from './reminder-schedule.ts';
import { isLateEnoughInTheDay } from '../rules/reminder-hours.ts';

/**
 * Tells members, once per end of validity, that their card will expire in so many days by the schedule.
 * @returns how many were told
 */
export async function remindMemberships(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  const schedule = await reminderSchedule(ctx.db);
  const now = ctx.clock.now();
  let told = 0;
  const round = new Round(ctx, signal);
  // also of one that has closed since: its members keep their cards
  await round.each(await listLibraries(ctx), async (library) => {
    if (!isLateEnoughInTheDay(now, library.timeZone)) return;
    const today = localDate(now, library.timeZone);
    const to = addDays(today, schedule.furthest(membershipExpiring.topic));
    const members = await membersExpiring(ctx.db, { homeLibraryId: library.id, from: today, to });
    const due = members.flatMap(({ id, categoryId, expiresOn }) => {
      const days = schedule.days(membershipExpiring.topic, { libraryId: library.id, categoryId });
      if (days === null || expiresOn > addDays(today, days)) return [];
      return [{ id, expiresOn, key: `member:${id}:expiring:${expiresOn}` }];
    });
    await round.each(await notToldYet(ctx.db, due), async ({ id: memberId, expiresOn, key }) => {
      const made = await ctx.db.transaction().execute(async (trx) =>
        notify(trx, oneAct(ctx), membershipExpiring, {
          memberId,
          libraryId: library.id,
          params: { expiresOn },
          key,
          about: `member:${memberId}:expiring`,
        }),
      );
      if (made) told += 1;
    });
  });
  round.end();
  return told;
}
