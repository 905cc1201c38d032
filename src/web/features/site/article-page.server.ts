import { redirect } from '@sveltejs/kit';
import { viewPage, type SharedWords } from '#modules/city/site';
import type { PageKind, PublicPage } from '#modules/city/site/client';
import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { publicShell } from '#web/kit/frame/shell.server.ts';
import { scriptSafeJson } from '#web/kit/answers/json-ld.server.ts';
import { blockViews, pictureView } from './parts/block-view.server.ts';
import { newsView } from './news-view.server.ts';
import { pagePath } from './parts/page-path.ts';

/** The page at an address for the reader; leads on where it has another now. @param rest what follows the address: `/gambar.png` */
export async function publicPage(ctx: Ctx, kind: PageKind, slug: string, rest = ''): Promise<PublicPage> {
  const found = await viewPage(ctx, { kind, slug });
  // for good: links in papers and other sites learn the new one
  if ('moved' in found) redirect(308, localizeHref(pagePath({ kind, slug: found.moved })) + rest);
  return found.page;
}

/** What the page of an article shows. @param origin `https://…` of the site */
export async function articleView(
  ctx: Ctx,
  page: PublicPage,
  { origin, network }: { origin: string; network: string },
) {
  const zone = await networkZone(ctx.db);
  const { locale } = ctx;
  const view = newsView(page, { zone, locale });
  const address = origin + view.href;
  const shared = `${origin}${pagePath(page)}/gambar.png${locale === 'en' ? '?bahasa=en' : ''}`;
  const day = formatDate(localDate(page.publishAt, zone), locale, 'full');
  const changed = page.updatedAt && formatDate(localDate(page.updatedAt, zone), locale, 'full');
  return {
    ...view,
    over: [page.topic?.name, page.library?.name, page.kind === 'news' ? day : ''].filter(Boolean).join(' · '),
    by: [
      page.byline && m.site_by({ name: page.byline }),
      changed &&
        (page.updateNote
          ? m.site_changed_with({ day: changed, note: page.updateNote })
          : m.site_changed({ day: changed })),
    ]
      .filter(Boolean)
      .join(' '),
    blocks: blockViews(page.blocks, page, locale),
    untranslated: page.untranslated > 0 || view.lang !== undefined,
    picture: page.picture && pictureView(page.picture),
    library: page.library && {
      name: page.library.name,
      href: localizeHref(`/perpustakaan/${page.library.code.toLowerCase()}`),
    },
    address,
    shared,
    jsonLd: scriptSafeJson({
      '@context': 'https://schema.org',
      '@type': page.kind === 'news' ? 'NewsArticle' : 'WebPage',
      headline: page.title,
      description: page.summary || undefined,
      datePublished: page.publishAt.toISOString(),
      dateModified: (page.updatedAt ?? page.publishAt).toISOString(),
      inLanguage: page.language,
      mainEntityOfPage: address,
      image: [shared],
      author: page.byline
        ? { '@type': 'Person', name: page.byline }
        : { '@type': 'Library', name: page.library?.name ?? network },
      publisher: { '@type': 'Library', name: network, url: origin },
      articleSection: page.topic?.name,
    }),
  };
}

/** What stands in the picture beside a link to it. */
export async function sharedWords(ctx: Ctx, page: PublicPage): Promise<SharedWords> {
  const { network } = await publicShell(ctx);
  return {
    over: page.topic?.name ?? '',
    title: page.title,
    day: page.kind === 'news' ? formatDate(localDate(page.publishAt, await networkZone(ctx.db)), ctx.locale) : '',
    place: page.library?.name ?? network ?? 'Lumbung',
  };
}
