import { listSitePictures } from '#modules/city/site';
import { accountsOf, getHabit, LOOKED_AT_DAYS } from '#modules/city/posts';
import { TOKENS } from '#modules/city/posts/client';
import type { ChannelAccount } from '#modules/city/channels/client';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import { formatMinute, formatWeekday } from '#shared/dates';
import { campaignWords } from '#web/features/campaigns/parts/campaign-words.server.ts';
import { kindName, readyWord } from './post-words.server.ts';

const MOST_PICTURES = 60;

/** An account as the fields of a post offer it. */
export const offeredAccount = ({ id, name, kind, ready }: ChannelAccount) => ({
  ...{ id, name, kind, kindName: kindName(kind), trouble: readyWord(ready) },
});
export type OfferedAccount = ReturnType<typeof offeredAccount>;

/** When it is best sent, and from what that is known. */
async function suggestions(ctx: Ctx, libraryId: number) {
  const { hashtags, minute, weekday } = await getHabit(ctx, libraryId);
  return {
    hashtags,
    minute,
    hour: m.posts_suggest_hour({ time: formatMinute(minute, ctx.locale) }),
    day:
      weekday === null
        ? m.posts_suggest_none()
        : m.posts_suggest_weekday({
            weekday: formatWeekday(weekday.weekday, ctx.locale),
            hits: weekday.hits.toLocaleString(ctx.locale),
            all: weekday.all.toLocaleString(ctx.locale),
            days: LOOKED_AT_DAYS,
          }),
  };
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
