import { recordAudit } from '#modules/ground/audit';
import { isOpenOn } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { addDays, isDay } from '#shared/dates';
import { countMeetings, insertMeetings } from '../data/meetings.queries.ts';
import { classErrors } from '../errors.ts';
import { classEntity, heldClass } from '../held-class.ts';
import { MOST_MEETINGS, weeklyDays } from '../rules/meetings.ts';
import { planInput, type PlanInput } from '../schema-meetings.ts';
import { refuseFarDay } from '../teaching/far-day.ts';
import { calendarAt, checkPlace, meetingColumns, refuseClosedDay, unlessTaken } from './place-meeting.ts';

/**
 * Plans a meeting of a class, or one a week: on days that are closed where it is held there is none, and the plan goes on a week longer. All of
 * them or none. For its teachers. Throws `classes.not_found`, `not_yours`, `ended`, `too_many_meetings`, `room_taken`, `librarian_taken`,
 * `platform.invalid_input` (a first day that is closed too, and more meetings than there are open weeks within the reach of a plan). @returns ids in order, and days that were passed over
 */
export async function planMeetings(
  ctx: Ctx,
  id: number,
  input: PlanInput,
): Promise<{ ids: number[]; passed: string[] }> {
  authorizeAnywhere(ctx, 'courses.teach');
  const { times, ...values } = parseInput(planInput, input);
  refuseFarDay(values.day, ctx.clock.now(), 'day');
  return ctx.db.transaction().execute(async (trx) => {
    const held = await heldClass(trx, ctx, id);
    const calendar = await calendarAt(trx, held, values);
    refuseClosedDay(calendar, values.day);
    await checkPlace(trx, ctx, held, values);
    const { days, passed } = weeklyDays(values.day, times, {
      isOpen: (day) => isOpenOn(calendar, day),
      after: addDays,
    });
    // fewer weeks than that are open within the reach of a plan
    if (days.length < times) throw platformErrors.invalidInput({}, { times: 'too_much' });
    if (!days.every(isDay)) throw platformErrors.invalidInput({}, { times: 'day_out_of_reach' });
    if ((await countMeetings(trx, id)) + days.length > MOST_MEETINGS)
      throw classErrors.tooManyMeetings({ most: MOST_MEETINGS });
    const ids = await unlessTaken(async () =>
      insertMeetings(
        trx,
        days.map((day) => ({ classId: id, ...meetingColumns(values, day, calendar.timeZone) })),
      ),
    );
    await recordAudit(trx, ctx, {
      ...{ action: 'learning_class.meetings_planned', ...classEntity(held) },
      after: { meetings: ids.length, from: values.day },
    });
    return { ids, passed };
  });
}
