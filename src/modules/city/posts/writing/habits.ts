import { getLibrary } from '#modules/ground/libraries';
import { recordAudit } from '#modules/ground/audit';
import { hitsOfLinks, hoursOfOpenings } from '#modules/stock/links';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorize } from '#platform/rights/authorize';
import { addDays, firstOfMonth, localDate, type LocalDate } from '#shared/dates';
import { findHabit, keepHabit } from '../data/habits.queries.ts';
import { selectLinkCodes } from '../data/outbox.queries.ts';
import { suggestHour } from '../rules/suggest-hour.ts';
import { suggestWeekday } from '../rules/suggest-weekday.ts';
import { habitInput, type HabitInput } from '../schema.ts';
import { maySee } from './held-post.ts';

/** Openings of so many days say on which weekday people look. */
export const LOOKED_AT_DAYS = 90;
/** 16.00, until a library says otherwise. */
const USUAL_MINUTE = 960;

/** How a library usually writes, and what its links say of the days. */
export interface Habit {
  hashtags: string[];
  /** Its usual hour, in minutes from midnight. */
  minute: number;
  /** 0 = nobody said anything yet. */
  version: number;
  /** From the openings of links of its posts in {@link LOOKED_AT_DAYS} days, day by day. Null = too few. */
  weekday: { weekday: number; hits: number; all: number } | null;
  /** From the same openings by the hour (0 = from midnight to one), of whole months, since the first day of one. Null = too few. */
  hour: { hour: number; hits: number; all: number; since: LocalDate } | null;
}

/** How a library usually writes. Needs `news.edit` or `posts.send` there. */
export async function getHabit(ctx: Ctx, libraryId: number): Promise<Habit> {
  if (!maySee(ctx, libraryId)) throw platformErrors.forbidden({ permission: 'news.edit' });
  const { timeZone } = await getLibrary(ctx, libraryId);
  const now = ctx.clock.now();
  const from = addDays(localDate(now, timeZone), 1 - LOOKED_AT_DAYS);
  const since = new Date(now.getTime() - LOOKED_AT_DAYS * 86_400_000);
  const codes = await selectLinkCodes(ctx.db, libraryId, since);
  const kept = await findHabit(ctx.db, libraryId);
  const hour = suggestHour(await hoursOfOpenings(ctx.db, libraryId, from));
  return {
    ...{ hashtags: kept?.hashtags ?? [], minute: kept?.minute ?? USUAL_MINUTE, version: kept?.version ?? 0 },
    weekday: suggestWeekday(await hitsOfLinks(ctx.db, codes, from)),
    hour: hour && { ...hour, since: firstOfMonth(from) },
  };
}

/** Says how a library usually writes: its hashtags, and its hour. Needs `news.edit` there. Throws `platform.version_conflict`, `invalid_input`. */
export async function saveHabit(
  ctx: Ctx,
  libraryId: number,
  { version, ...input }: HabitInput & { version: number },
): Promise<void> {
  authorize(ctx, 'news.edit', libraryId);
  const habit = parseInput(habitInput, input);
  await getLibrary(ctx, libraryId);
  await ctx.db.transaction().execute(async (trx) => {
    if (!(await keepHabit(trx, libraryId, { ...habit, version }))) throw platformErrors.versionConflict();
    await recordAudit(trx, ctx, {
      ...{ action: 'post.habit_changed', entity: 'post_habit', entityId: libraryId, libraryId },
      after: { hashtags: habit.hashtags.join(' '), minute: habit.minute },
    });
  });
}

/** The same in a transaction of others: for samples. */
export async function saveHabitIn(
  trx: Tx,
  libraryId: number,
  habit: { hashtags: string[]; minute: number },
): Promise<void> {
  await keepHabit(trx, libraryId, { ...habit, version: 0 });
}
