import {
  checkPage,
  getPage,
  listPageFiles,
  listPageVersions,
  listSitePictures,
  listTopicRows,
  lookAtPage,
  publishPage,
  removePage,
  saveHead,
  submitPage,
  withdrawPage,
  type PageLook,
} from '#modules/city/site';
import { getSetting, nameLibraries, zoneOf } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import { formatInstant, wallClockOf } from '#shared/dates';
import { languagesOf, writingActions } from '#web/features/content/parts/writing-actions.server.ts';
import { OFFERED, writingView } from '#web/features/content/parts/writing-view.server.ts';
import { checkWords } from '#web/features/site/editor/check-words.server.ts';
import { draftWords } from '#web/features/site/editor/draft-words.server.ts';
import { pageActs } from '#web/features/site/editor/page-acts.server.ts';
import { headOf, showOf } from '#web/features/site/editor/page-form.server.ts';
import { statePage } from '#web/features/site/editor/page-state.server.ts';
import { pagePath } from '#web/features/site/parts/page-path.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: ['news.edit', 'site.edit'] };

/** So many versions are listed. */
const VERSIONS = 6;

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const page = await getPage(ctx, idOf(params.id));
  const zone = await zoneOf({ db: ctx.db, libraryId: page.libraryId });
  const nameOf = await nameLibraries(ctx);
  const versions = await listPageVersions(ctx, page.id);
  const own = `/staf/kabar/tulisan/${page.id}`;
  const { title, titleEn, summary, summaryEn, byline, slug } = page;
  const secondPerson = await getSetting(ctx.db, 'siteSecondPerson');
  return {
    id: page.id,
    kind: page.kind,
    version: page.version,
    isNews: page.kind === 'news',
    head: {
      ...{ title, titleEn, summary, summaryEn, byline, slug },
      topicId: page.topicId === null ? '' : String(page.topicId),
      pictureId: page.pictureId === null ? '' : String(page.pictureId),
    },
    place: page.libraryId === null ? m.site_whole_network() : nameOf(page.libraryId).name,
    list: {
      href: localizeHref(page.kind === 'news' ? '/staf/kabar/berita' : '/staf/kabar/situs'),
      label: page.kind === 'news' ? m.site_news() : m.site_pages(),
    },
    ...statePage(page, { zone, locale: ctx.locale }),
    drafted: page.draftedFrom && draftWords(page.draftedFrom, ctx.locale),
    secondPerson,
    ownSubmission: page.ownSubmission,
    publishes: page.publishAt === null || page.visibility !== 'scheduled' ? '' : wallClockOf(page.publishAt, zone),
    publicHref: page.visibility === 'shown' ? localizeHref(pagePath(page)) : null,
    hrefs: {
      preview: localizeHref(`${own}/pratinjau`),
      markdown: localizeHref(`${own}/naskah.md`),
    },
    writing: await writingView(ctx, {
      ...{ writing: page.writing, removed: page.removed, zone, own, url },
      pictures: await listSitePictures(ctx, { limit: OFFERED }),
      files: await listPageFiles(ctx, page, OFFERED),
    }),
    topics:
      page.kind === 'news' && canAnywhere(ctx.actor, 'news.edit')
        ? (await listTopicRows(ctx)).map(({ id, name }) => ({ value: String(id), label: name }))
        : [],
    checks: checkWords(await checkPage(ctx, page.id), page.writing.blocks),
    state: page.state,
    isPublic: page.visibility === 'shown',
    wasPublic: page.wasShown,
    expires: page.expireAt === null || page.visibility === 'expired' ? '' : wallClockOf(page.expireAt, zone),
    versions: versions.slice(0, VERSIONS).map(({ id, number, madeAt, madeBy }) => ({
      id,
      number,
      words: m.site_version_line({ at: formatInstant(madeAt, zone, ctx.locale, 'medium'), name: madeBy }),
      href: localizeHref(`${own}/versi/${id}`),
    })),
  };
};

/** How many addresses a sentence names. */
const NAMED = 3;
/** What came of a look at where a page leads outside. */
function lookWords({ leads, looked, silent }: PageLook): string {
  if (leads === 0) return m.site_outward_none();
  const seen = m.site_outward_looked({ count: looked, leads });
  if (silent.length === 0) return [seen, looked > 0 && m.site_outward_answer()].filter(Boolean).join(' ');
  return `${seen} ${m.site_outward_silent({ count: silent.length, addresses: silent.slice(0, NAMED).join(', ') })}`;
}

const parts = writingActions<RequestEvent>((ctx, { id }) => pageActs(ctx, id));

export const actions: Actions = {
  head: formAction({ form: 'head', anywhere: true }, async ({ ctx, params, values, url }) => {
    await saveHead(ctx, idOf(params.id), { ...headOf(values), version: versionIn(values) });
    return done(m.site_saved(), languagesOf(url));
  }),
  block: parts.block,
  add: parts.add,
  move: parts.move,
  remove: parts.remove,
  back: parts.back,
  paste: parts.paste,
  links: formAction({ form: 'links', anywhere: true }, async ({ ctx, params }) =>
    lookWords(await lookAtPage(ctx, idOf(params.id))),
  ),
  submit: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    await submitPage(ctx, idOf(params.id), versionIn(values));
    return m.site_submitted();
  }),
  publish: formAction({ form: 'publish', anywhere: true }, async ({ ctx, params, values }) => {
    const id = idOf(params.id);
    const { libraryId } = await getPage(ctx, id);
    const zone = await zoneOf({ db: ctx.db, libraryId });
    await publishPage(ctx, id, { ...showOf(values, zone), version: versionIn(values) });
    return m.site_published();
  }),
  withdraw: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    await withdrawPage(ctx, idOf(params.id), versionIn(values));
    return m.site_withdrawn();
  }),
  delete: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    const { kind } = await getPage(ctx, idOf(params.id));
    await removePage(ctx, idOf(params.id), versionIn(values));
    return done(m.site_removed(), kind === 'news' ? '/staf/kabar/berita' : '/staf/kabar/situs');
  }),
};
