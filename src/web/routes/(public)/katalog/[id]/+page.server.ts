import { cite, citedWork, coverAddress, getBibPage } from '#modules/catalog';
import { CITATION_STYLES, RECORD_FORMATS } from '#modules/catalog/client';
import { aroundBib } from '#modules/search';
import { withPreparedStatements } from '#platform/prepared';
import { sentenceOf } from '#platform/problem';
import { localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { deLocalizeUrl, localizeHref } from '#i18n/runtime';
import { chooseAvailability } from '#web/availability.ts';
import { describeAvailability, describeBook } from '#web/describe-book.server.ts';
import { withLending } from '#web/copies.server.ts';
import { idOf } from '#web/id-param.server.ts';
import { jsonLdOf } from '#web/json-ld.server.ts';
import { authorsOf, copyLines, detailLines, holdingsOf, subjectsOf } from '#web/record-view.server.ts';
import type { PageServerLoad } from './$types';

const RELATED = 5;
const EACH_SIDE = 2;

/** The result list that the reader comes from, so that the way back leads there. */
function cameFrom(referer: string | null, origin: string): { href: string; q: string } | null {
  if (!referer?.startsWith(`${origin}/`)) return null;
  const url = new URL(referer);
  if (deLocalizeUrl(url).pathname !== '/katalog') return null;
  return { href: url.pathname + url.search, q: url.searchParams.get('q') ?? '' };
}

export const load: PageServerLoad = (event) => withPreparedStatements(() => loadRecord(event));

async function loadRecord({ locals: { ctx }, params, request, url }: Parameters<PageServerLoad>[0]) {
  const { bib, items: copies, attachments } = await getBibPage(ctx, idOf(params.id));
  const items = await withLending(ctx, copies);
  const holdings = holdingsOf(items);
  const best = chooseAvailability(holdings).at ?? holdings[0];
  const { related, shelf } = await aroundBib(ctx, {
    bibId: bib.id,
    libraryId: best?.libraryId ?? null,
    related: RELATED,
    each: EACH_SIDE,
  });
  const { derived } = bib;
  const work = citedWork(derived);
  const address = `${url.origin}/katalog/${bib.id}`;
  return {
    id: bib.id,
    title: derived.title,
    subtitle: derived.subtitle,
    summary: derived.summary,
    material: sentenceOf('search', `material.${derived.materialKind}`, {}, ctx.locale) ?? derived.materialKind,
    photo: bib.coverLargeKey === null ? null : coverAddress(bib.coverLargeKey, bib.id),
    authors: authorsOf(bib),
    subjects: subjectsOf(bib),
    details: detailLines(bib, ctx.locale),
    availability: describeAvailability(holdings),
    space: items.find((item) => item.available && item.libraryId === best?.libraryId)?.spaceName ?? null,
    shelfHref: best ? localizeHref(`/rak/${bib.id}?perpus=${best.libraryId}`) : null,
    shelfLibrary: best?.libraryName ?? null,
    shelf: shelf && [...shelf.left, shelf.here, ...shelf.right].map((card) => describeBook(card)),
    copies: copyLines(items, localDate(ctx.clock.now(), 'Asia/Jakarta'), ctx.locale),
    attachments: attachments.map(({ id, title, mediaType, sizeBytes, access }) => ({
      title,
      href: localizeHref(`/katalog/${bib.id}/lampiran/${id}`),
      kind: mediaType === 'application/pdf' ? 'PDF' : m.opac_recording(),
      megabytes: Math.max(0.1, Math.round(sizeBytes / 104_857.6) / 10).toLocaleString(ctx.locale),
      isOpen: access === 'public',
    })),
    citations: CITATION_STYLES.map((style) => ({ style, parts: cite(work, style, ctx.locale) })),
    files: RECORD_FORMATS.map((format) => ({ format, href: localizeHref(`/katalog/${bib.id}/unduh/${format}`) })),
    marcHref: localizeHref(`/katalog/${bib.id}/marc`),
    copyCount: holdings.reduce((sum, holding) => sum + holding.total, 0),
    libraryCount: holdings.length,
    loanCount: bib.loanCount,
    related: related.map((card) => describeBook(card)),
    back: cameFrom(request.headers.get('referer'), url.origin),
    address,
    canonical: url.origin + localizeHref(`/katalog/${bib.id}`),
    jsonLd: jsonLdOf(bib, items, address),
  };
}
