import { listArchive } from '#modules/city/newsletters';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { xmlText } from '#web/kit/answers/xml.ts';

const ENTRIES = 50;

/** The archive for feed readers (RSS 2.0), in the language of who asks. */
export async function archiveFeed(ctx: Ctx, url: URL, origin: string): Promise<Response> {
  const { letters } = await listArchive(ctx, { limit: ENTRIES });
  const items = letters.map(
    ({ id, slug, subject, preheader, at }) =>
      `<item><title>${xmlText(subject)}</title><link>${xmlText(origin + localizeHref(`/surat-kabar/${slug}`))}</link>` +
      `<guid isPermaLink="false">${xmlText(`${origin}/surat-kabar/nomor/${id}`)}</guid>` +
      `<pubDate>${at.toUTCString()}</pubDate><description>${xmlText(preheader)}</description></item>`,
  );
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>${xmlText(`${m.newsletters_title()} · Lumbung`)}</title><link>${xmlText(origin + localizeHref('/surat-kabar'))}</link><description>${xmlText(m.newsletters_archive_lead())}</description><language>${ctx.locale}</language>
<atom:link href="${xmlText(origin + url.pathname)}" rel="self" type="application/rss+xml"/>
${items.join('\n')}
</channel></rss>
`;
  return new Response(body, {
    headers: { 'content-type': 'application/rss+xml; charset=utf-8', 'cache-control': 'max-age=600' },
  });
}
