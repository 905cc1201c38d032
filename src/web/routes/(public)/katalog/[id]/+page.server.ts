import { cite, citedWork, coverAddress, getBibPage } from '#modules/collection/catalog';
import { availabilityOf, CITATION_STYLES, RECORD_FORMATS } from '#modules/collection/catalog/client';
import { listHolds, queueLength } from '#modules/lending/circulation';
import { readerKindOf } from '#modules/lending/digital/client';
import { zoneOf } from '#modules/ground/libraries';
import { voicesOf } from '#modules/lending/reading';
import { aroundBib } from '#modules/collection/search';
import { serialHoldingsOf } from '#modules/collection/serials';
import type { PageAccess } from '#platform/rights/access';
import type { Ctx } from '#platform/context';
import { canAnywhere } from '#platform/rights/authorize';
import { withPreparedStatements } from '#platform/database/prepared';
import { sentenceOf } from '#platform/requests/problem';
import { m } from '#i18n/messages';
import { deLocalizeUrl, localizeHref } from '#i18n/runtime';
import { describeAvailability, describeBook } from '#web/features/catalog/parts/describe-book.server.ts';
import { withLending } from '#web/features/catalog/parts/copies.server.ts';
import { holdState } from '#web/features/circulation/parts/hold-words.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { jsonLdOf } from '#web/kit/answers/json-ld.server.ts';
import {
  authorsOf,
  copyLines,
  detailLines,
  holdingsOfItems,
  subjectsOf,
  type LentItem,
} from '#web/features/catalog/parts/record-view.server.ts';
import { meanInWords, reviewView } from '#web/features/reading/parts/review-words.server.ts';
import { holdingsInWords } from '#web/features/serials/parts/serial-words.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

const RELATED = 5;
const EACH_SIDE = 2;

/** The result list that the reader comes from, so that the way back leads there. */
function cameFrom(referer: string | null, origin: string): { href: string; q: string } | null {
  if (!referer?.startsWith(`${origin}/`)) return null;
  const url = new URL(referer);
  if (deLocalizeUrl(url).pathname !== '/katalog') return null;
  return { href: url.pathname + url.search, q: url.searchParams.get('q') ?? '' };
}

/** Staff who look at a public page stay themselves: what they may do with this title. */
const staffActs = ({ actor }: Ctx, bibId: number): { href: string; label: string }[] =>
  actor.kind === 'account'
    ? [
        ...(canAnywhere(actor, 'holds.place')
          ? [{ href: localizeHref(`/staf/pesanan/baru?judul=${bibId}`), label: m.hold_for_member() }]
          : []),
        ...(canAnywhere(actor, 'catalog.read')
          ? [{ href: localizeHref(`/staf/katalog/${bibId}`), label: m.opac_staff_record() }]
          : []),
      ]
    : [];

/** Whether and how this title can be reserved; the member who is signed in sees their own turn. */
async function reserving(ctx: Ctx, bibId: number, items: readonly LentItem[]) {
  // staff reserve for a member (`staffActs`), not for themselves
  const asReader = ctx.actor.kind !== 'account';
  const lendable = items.filter((item) => !item.referenceOnly && item.status !== 'lost' && item.status !== 'missing');
  if (lendable.length === 0) return null;
  const { data } = ctx.actor.kind === 'member' ? await listHolds(ctx, { bibId, limit: 5 }) : { data: [] };
  const own = data.find((hold) => hold.endedAt === null);
  const queue = await queueLength(ctx, bibId);
  return {
    href: asReader ? localizeHref(own ? '/akun#pesan' : `/katalog/${bibId}/pesan`) : null,
    label: own ? m.hold_own_here() : lendable.some((item) => item.available) ? m.hold_reserve() : m.hold_reserve_wait(),
    own: own === undefined ? null : holdState(own, ctx).text,
    queue: queue === 0 ? null : m.hold_queue_length({ count: queue }),
  };
}

export const load: PageServerLoad = async (event) => withPreparedStatements(async () => loadRecord(event));

async function loadRecord({ locals: { ctx, services }, params, request, url }: Parameters<PageServerLoad>[0]) {
  const { bib, items: copies, attachments, digital } = await getBibPage(ctx, idOf(params.id));
  const items = await withLending(ctx, copies);
  const held = { holdings: holdingsOfItems(items), digital };
  const libraries = held.holdings.filter((holding) => holding.total > 0);
  const best = availabilityOf({ holdings: libraries, digital: null }).at;
  const isSerial = bib.derived.materialKind === 'terbitan_berkala';
  const [{ related, shelf }, reserve, voices, issues, zone] = await Promise.all([
    aroundBib(ctx, { bibId: bib.id, libraryId: best?.libraryId ?? null, related: RELATED, each: EACH_SIDE }),
    reserving(ctx, bib.id, items),
    voicesOf(ctx, bib.id),
    isSerial ? serialHoldingsOf(ctx, bib.id) : [],
    zoneOf(ctx),
  ]);
  const { derived } = bib;
  const work = citedWork(derived);
  const address = `${siteOrigin(services, url)}/katalog/${bib.id}`;
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
    availability: describeAvailability(ctx, held),
    // the address in the record, where that is how it is read
    elsewhereHref:
      digital?.access === 'link' ? (derived.urls.find(({ url }) => /^https?:/.test(url))?.url ?? null) : null,
    reserve,
    staffActs: staffActs(ctx, bib.id),
    issues: issues.map((holdings) => holdingsInWords(holdings, ctx)),
    bookHref: items.some((item) => item.bookable) ? localizeHref(`/katalog/${bib.id}/jadwal`) : null,
    space: items.find((item) => item.available && item.libraryId === best?.libraryId)?.spaceName ?? null,
    shelfHref: best ? localizeHref(`/rak/${bib.id}?perpus=${best.libraryId}`) : null,
    shelfLibrary: best?.libraryName ?? null,
    shelf: shelf && [...shelf.left, shelf.here, ...shelf.right].map((card) => describeBook(ctx, card)),
    copies: copyLines(items, ctx),
    attachments: attachments.map(({ id, title, mediaType, sizeBytes, access }) => ({
      title,
      href: localizeHref(`/baca/${id}`),
      kind: { pdf: 'PDF', epub: 'EPUB', audio: m.opac_recording() }[readerKindOf(mediaType) ?? 'pdf'],
      megabytes: Math.max(0.1, Math.round(sizeBytes / 104_857.6) / 10).toLocaleString(ctx.locale),
      note: {
        public: '',
        members: m.opac_members_only(),
        categories: m.opac_members_only(),
        licensed: m.digital_lent_note(),
        staff: m.catalog_access_staff(),
      }[access],
    })),
    citations: CITATION_STYLES.map((style) => ({ style, parts: cite(work, style, ctx.locale) })),
    files: RECORD_FORMATS.map((format) => ({ format, href: localizeHref(`/katalog/${bib.id}/unduh/${format}`) })),
    marcHref: localizeHref(`/katalog/${bib.id}/marc`),
    copyCount: libraries.reduce((sum, holding) => sum + holding.total, 0),
    libraryCount: libraries.length,
    loanCount: bib.loanCount,
    related: related.map((card) => describeBook(ctx, card)),
    voices: {
      mean: meanInWords(voices.average, voices.count, ctx),
      average: voices.average,
      more: voices.count > voices.reviews.length,
      reviews: voices.reviews.map((review) => reviewView(review, { locale: ctx.locale, zone })),
      lists: voices.lists.map(({ title, shareToken }) => ({
        title,
        href: localizeHref(`/daftar-bacaan/${shareToken}`),
      })),
    },
    back: cameFrom(request.headers.get('referer'), url.origin),
    address,
    canonical: siteOrigin(services, url) + localizeHref(`/katalog/${bib.id}`),
    jsonLd: jsonLdOf(bib, items, address, voices),
  };
}
