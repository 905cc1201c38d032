import { listPrograms } from '#modules/community/programs';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { calendarParams, calendarQuery } from '#web/features/programs/calendar/calendar-query.server.ts';
import { programCard } from '#web/features/programs/parts/program-words.server.ts';
import { xmlText } from '#web/kit/answers/xml.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

const ENTRIES = 50;

/** What is coming, for feed readers (RSS 2.0); takes the filters of `/kegiatan`. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, url }) => {
  const query = await calendarQuery(ctx, url.searchParams);
  const { audience, theme, libraryId } = query;
  const states = ['published', 'running'] as const;
  const from = ctx.clock.now();
  const { data } = await listPrograms(ctx, { audience, theme, libraryId, states, from, limit: ENTRIES });
  const page = siteOrigin(services, url) + localizeHref('/kegiatan') + calendarParams(query);
  const items = data.map((program) => {
    const card = programCard(program, ctx.locale);
    const about = [card.day, card.hours, card.place, card.summary].filter(Boolean).join('. ');
    const published = program.publishedAt ? `<pubDate>${program.publishedAt.toUTCString()}</pubDate>` : '';
    return `<item><title>${xmlText(card.title)}</title><link>${xmlText(siteOrigin(services, url) + card.href)}</link><guid isPermaLink="false">${xmlText(`${siteOrigin(services, url)}/kegiatan/${program.slug}`)}</guid>${published}<description>${xmlText(about)}</description></item>`;
  });
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>${xmlText(`${m.programs_title()} · Lumbung`)}</title><link>${xmlText(page)}</link><description>${xmlText(m.programs_lead())}</description><language>${ctx.locale}</language>
<atom:link href="${xmlText(siteOrigin(services, url) + url.pathname + url.search)}" rel="self" type="application/rss+xml"/>
${items.join('\n')}
</channel></rss>
`;
  return new Response(body, {
    headers: { 'content-type': 'application/rss+xml; charset=utf-8', 'cache-control': 'max-age=600' },
  });
};
