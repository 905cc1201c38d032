import { listLibraries } from '#modules/libraries';
import { membersExpiring } from '#modules/members';
import type { Ctx } from '#platform/context';
import { addDays, localDate } from '#shared/dates';
import { notify } from './notify.ts';
import { notToldYet, reminderSchedule } from './reminder-schedule.ts';
import { isLateEnoughInTheDay } from './rules/reminder-hours.ts';

/**
 * Tells members, once per end of validity, that their card will expire in so many days by the schedule.
 * @returns how many were told
 */
export async function remindMemberships(ctx: Ctx): Promise<number> {
  const schedule = await reminderSchedule(ctx.db);
  const now = ctx.clock.now();
  let told = 0;
  for (const library of await listLibraries(ctx, { active: true })) {
    if (!isLateEnoughInTheDay(now, library.timeZone)) continue;
    const today = localDate(now, library.timeZone);
    const to = addDays(today, schedule.furthest('membership_expiring'));
    const members = await membersExpiring(ctx.db, { homeLibraryId: library.id, from: today, to });
    const due = members.flatMap(({ id, categoryId, expiresOn }) => {
      const days = schedule.for(library.id, categoryId).membership_expiring;
      if (days === null || expiresOn > addDays(today, days)) return [];
      return [{ memberId: id, expiresOn, key: `member:${id}:expiring:${expiresOn}` }];
    });
    for (const { memberId, expiresOn, key } of await notToldYet(ctx.db, due)) {
      const made = await ctx.db.transaction().execute(async (trx) =>
        notify(trx, ctx, {
          memberId,
          libraryId: library.id,
          topic: 'membership_expiring',
          params: { expiresOn },
          key,
          about: `member:${memberId}:expiring`,
        }),
      );
      if (made) told += 1;
    }
  }
  return told;
}
