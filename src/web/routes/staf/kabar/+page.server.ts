import { campaignFigures, mayReadCampaign, type CampaignSpan } from '#modules/city/campaigns';
import { listDeliveries, viewCalendar } from '#modules/city/posts';
import { networkZone } from '#modules/ground/libraries';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, localDate } from '#shared/dates';
import { figuresView } from '#web/features/campaigns/parts/figures-view.server.ts';
import { headOf, spanOf, tallyOf, weeksOf } from '#web/features/posts/calendar-view.server.ts';
import { FATES } from '#modules/city/posts/client';
import { fateLook, POSTS, whyOf } from '#web/features/posts/post-words.server.ts';
import { dayAsked } from '#web/kit/form/read-fields.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['news.edit', 'posts.send'] };

const MOST_NOTES = 6;

/** How far a campaign has come; nothing where nothing is told of it yet. */
async function chainOf(ctx: Ctx, { id, name, href }: Pick<CampaignSpan, 'id' | 'name' | 'href'>) {
  const { steps, target } = figuresView(ctx, await campaignFigures(ctx, id));
  return steps.length === 0 ? null : { name, steps, target, href: localizeHref(href) };
}

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const { locale } = ctx;
  const today = localDate(ctx.clock.now(), await networkZone(ctx.db));
  const view: 'month' | 'week' = url.searchParams.get('tampil') === 'pekan' ? 'week' : 'month';
  const span = spanOf(dayAsked(url.searchParams, 'hari', today), view);
  const calendar = await viewCalendar(ctx, span);
  const troubles = await listDeliveries(ctx, { states: ['unknown', 'failed', 'stopped'], limit: MOST_NOTES });
  const head = headOf(span, locale);
  const running = calendar.campaigns.find(
    (one) => one.state === 'approved' && one.from <= today && today <= one.until && mayReadCampaign(ctx, one),
  );
  return {
    ...{ view, head, weeks: weeksOf(calendar, span, { today, locale }), tally: tallyOf(calendar, span) },
    empty: calendar.posts.length === 0 && calendar.others.length === 0,
    legend: FATES.slice(0, 8).map((fate) => fateLook(fate)),
    campaigns: calendar.campaigns.map(({ id, name, libraryId, from, until, href }) => ({
      ...{ id, name, href: mayReadCampaign(ctx, { libraryId }) ? localizeHref(href) : null },
      days: `${formatDate(from, locale, 'medium')} – ${formatDate(until, locale, 'medium')}`,
    })),
    notes: troubles.data.map(({ id, postId, title, accountName, state, code }) => ({
      ...{ id, title, account: accountName, state, why: whyOf(code) },
      href: localizeHref(`${POSTS}/${postId}#kirim-${id}`),
    })),
    chain: running ? await chainOf(ctx, running) : null,
    newHref: localizeHref(`${POSTS}/baru`),
    outboxHref: localizeHref(`${POSTS}/kotak-keluar`),
  };
};
