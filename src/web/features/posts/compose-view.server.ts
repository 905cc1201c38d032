import { listSitePictures } from '#modules/city/site';
import { accountsOf, getHabit, LOOKED_AT_DAYS, type Habit } from '#modules/city/posts';
import { getLibrary } from '#modules/ground/libraries';
import { TOKENS } from '#modules/city/posts/client';
import type { ChannelAccount } from '#modules/city/channels/client';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import {
  addDays,
  eachDay,
  formatDate,
  formatMinute,
  formatWeekday,
  isoWeekday,
  localDate,
  type LocalDate,
} from '#shared/dates';
import { campaignWords } from '#web/features/campaigns/parts/campaign-words.server.ts';
import { timeValue } from './post-form.server.ts';
import { kindName, readyWord } from './post-words.server.ts';

const MOST_PICTURES = 60;

/** An account as the fields of a post offer it. */
export const offeredAccount = ({ id, name, kind, ready }: ChannelAccount) => ({
  ...{ id, name, kind, kindName: kindName(kind), trouble: readyWord(ready) },
});
export type OfferedAccount = ReturnType<typeof offeredAccount>;

/** The next day on which most openings are expected, today left out; without a weekday it is tomorrow. */
function nextDay(today: LocalDate, weekday: number | null): LocalDate {
  const days = [...eachDay(addDays(today, 1), addDays(today, 7))];
  return days.find((day) => isoWeekday(day) === weekday) ?? addDays(today, 1);
}

/** The day and hour that the clicks speak for, to be taken at once; null = they say nothing yet. */
async function takenAtOnce(ctx: Ctx, libraryId: number, { minute, weekday, hour }: Habit) {
  if (weekday === null && hour === null) return null;
  const { timeZone } = await getLibrary(ctx, libraryId);
  const day = nextDay(localDate(ctx.clock.now(), timeZone), weekday && weekday.weekday);
  const at = hour === null ? minute : hour.hour * 60;
  const words = { day: formatDate(day, ctx.locale, 'full'), time: formatMinute(at, ctx.locale) };
  return { day, time: timeValue(at), label: m.posts_suggest_take(words) };
}

/** When it is best sent, and from what that is known. */
async function suggestions(ctx: Ctx, libraryId: number) {
  const habit = await getHabit(ctx, libraryId);
  const { hashtags, minute, weekday, hour } = habit;
  const count = (openings: number) => openings.toLocaleString(ctx.locale);
  const lines = [
    hour === null
      ? m.posts_suggest_hour({ time: formatMinute(minute, ctx.locale) })
      : m.posts_suggest_opened({
          from: formatMinute(hour.hour * 60, ctx.locale),
          to: formatMinute((hour.hour + 1) * 60, ctx.locale),
          since: formatDate(hour.since, ctx.locale),
          ...{ hits: count(hour.hits), all: count(hour.all) },
        }),
    weekday === null
      ? m.posts_suggest_none()
      : m.posts_suggest_weekday({
          weekday: formatWeekday(weekday.weekday, ctx.locale),
          ...{ hits: count(weekday.hits), all: count(weekday.all), days: LOOKED_AT_DAYS },
        }),
  ];
  return { hashtags, minute, lines, take: await takenAtOnce(ctx, libraryId, habit) };
}

/** What the fields of a post of a library offer. */
export async function postChoices(ctx: Ctx, libraryId: number) {
  const pictures = await listSitePictures(ctx, { libraryId, limit: MOST_PICTURES });
  return {
    accounts: (await accountsOf(ctx, libraryId)).map((one) => offeredAccount(one)),
    pictures: pictures.map(({ id, alt }) => ({ value: id, label: alt })),
    tokens: TOKENS.map((token) => `{${token}}`).join(' '),
    campaigns: await campaignWords(ctx, [libraryId]),
    suggest: await suggestions(ctx, libraryId),
  };
}
export type PostChoices = Awaited<ReturnType<typeof postChoices>>;
