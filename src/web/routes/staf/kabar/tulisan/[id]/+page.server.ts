import {
  addPageBlock,
  addPageBlocks,
  checkPage,
  getPage,
  listPageFiles,
  listPageVersions,
  listSitePictures,
  listTopicRows,
  lookAtPage,
  movePageBlock,
  publishPage,
  putPageBlockBack,
  removePage,
  removePageBlock,
  saveHead,
  savePageBlock,
  submitPage,
  withdrawPage,
  type PageLook,
} from '#modules/city/site';
import { blocksOfMarkdown, wordsOfBlock } from '#modules/ground/content';
import { getSetting, nameLibraries, zoneOf } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { accountOf } from '#platform/context';
import { embedKinds } from '#platform/embeds';
import type { PageAccess } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import { formatInstant, wallClockOf } from '#shared/dates';
import { firstBlock } from '#web/features/site/editor/add-block.server.ts';
import { editedBlocks, offeredFile, offeredPicture, pairOf } from '#web/features/site/editor/block-form.server.ts';
import { checkWords } from '#web/features/site/editor/check-words.server.ts';
import { draftWords } from '#web/features/site/editor/draft-words.server.ts';
import { headOf, showOf } from '#web/features/site/editor/page-form.server.ts';
import { kindName } from '#web/features/site/editor/kind-names.ts';
import { statePage } from '#web/features/site/editor/page-state.server.ts';
import { pagePath } from '#web/features/site/parts/page-path.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { choiceIn, idAsked, idIn, idOrNull, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['news.edit', 'site.edit'] };

/** So many pictures and files are offered, and so many versions listed. */
const PICTURES = 60;
const FILES = 60;
const VERSIONS = 6;
/** More letters are no name of a thing. */
const ASKED = 100;

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const page = await getPage(ctx, idOf(params.id));
  const zone = await zoneOf({ db: ctx.db, libraryId: page.libraryId });
  const nameOf = await nameLibraries(ctx);
  const versions = await listPageVersions(ctx, page.id);
  const kinds = embedKinds();
  const asked = (url.searchParams.get('cari') ?? '').slice(0, ASKED);
  const kind = kinds.find((one) => one.kind === url.searchParams.get('jenis'));
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
    owner: accountOf(ctx.actor) ?? 0,
    publishes: page.publishAt === null || page.visibility !== 'scheduled' ? '' : wallClockOf(page.publishAt, zone),
    publicHref: page.visibility === 'shown' ? localizeHref(pagePath(page)) : null,
    hrefs: {
      preview: localizeHref(`${own}/pratinjau`),
      markdown: localizeHref(`${own}/naskah.md`),
      pictures: localizeHref('/staf/kabar/gambar'),
      files: localizeHref('/staf/kabar/berkas'),
      own: localizeHref(own),
    },
    blocks: await editedBlocks(ctx, page.writing, zone),
    removed: page.removed.map(({ id, body }) => ({
      id,
      words: `${kindName(body.kind)}: ${wordsOfBlock(body).slice(0, 80)}`,
    })),
    topics:
      page.kind === 'news' && canAnywhere(ctx.actor, 'news.edit')
        ? (await listTopicRows(ctx)).map(({ id, name }) => ({ value: String(id), label: name }))
        : [],
    pictures: (await listSitePictures(ctx, { limit: PICTURES })).map(offeredPicture),
    files: (await listPageFiles(ctx, page, FILES)).map((file) => offeredFile(file, ctx.locale)),
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
    embeds: {
      kinds: kinds.map((one) => ({ value: one.kind, label: one.name() })),
      kind: kind?.kind ?? '',
      asked,
      after: idAsked(url.searchParams.get('sesudah')),
      choices: kind && asked.trim() !== '' ? await kind.choices(ctx, asked) : null,
    },
  };
};

/** Whoever writes in two languages goes on in two. */
const languagesOf = (url: URL): string => (url.searchParams.get('bahasa') === 'keduanya' ? '?bahasa=keduanya' : '');

/** How many addresses a sentence names. */
const NAMED = 3;
/** What came of a look at where a page leads outside. */
function lookWords({ leads, looked, silent }: PageLook): string {
  if (leads === 0) return m.site_outward_none();
  const seen = m.site_outward_looked({ count: looked, leads });
  if (silent.length === 0) return [seen, looked > 0 && m.site_outward_answer()].filter(Boolean).join(' ');
  return `${seen} ${m.site_outward_silent({ count: silent.length, addresses: silent.slice(0, NAMED).join(', ') })}`;
}

const ASKED_FORMS = ['up', 'down'] as const;

export const actions: Actions = {
  head: formAction({ form: 'head', anywhere: true }, async ({ ctx, params, values, url }) => {
    await saveHead(ctx, idOf(params.id), { ...headOf(values), version: versionIn(values) });
    return done(m.site_saved(), languagesOf(url));
  }),
  block: formAction({ form: 'block', anywhere: true }, async ({ ctx, params, values, url }) => {
    const id = idIn(values, 'id');
    await savePageBlock(ctx, idOf(params.id), { ...pairOf(values), id, version: versionIn(values) });
    return done(m.site_saved(), `${languagesOf(url)}#bagian-${id}`);
  }),
  add: formAction({ form: 'add', anywhere: true }, async ({ ctx, params, values }) => {
    const body = await firstBlock(ctx, values);
    const id = await addPageBlock(ctx, idOf(params.id), { body, english: null, after: idOrNull(values, 'after') });
    return done(null, `#bagian-${id}`);
  }),
  move: formAction({ form: 'move', anywhere: true }, async ({ ctx, params, values }) => {
    const id = idIn(values, 'id');
    await movePageBlock(ctx, idOf(params.id), { id, by: choiceIn(values, 'by', ASKED_FORMS) });
    return done(null, `#bagian-${id}`);
  }),
  remove: formAction({ form: 'remove', anywhere: true }, async ({ ctx, params, values }) => {
    await removePageBlock(ctx, idOf(params.id), { id: idIn(values, 'id'), version: versionIn(values) });
    return done(m.site_block_removed(), '#dibuang');
  }),
  back: formAction({ form: 'back', anywhere: true }, async ({ ctx, params, values }) => {
    const id = idIn(values, 'id');
    await putPageBlockBack(ctx, idOf(params.id), id);
    return done(m.site_block_back(), `#bagian-${id}`);
  }),
  paste: formAction({ form: 'paste', anywhere: true }, async ({ ctx, params, values }) => {
    const { blocks, cut } = blocksOfMarkdown(values.text ?? '');
    await addPageBlocks(ctx, idOf(params.id), {
      after: idOrNull(values, 'after'),
      blocks: blocks.map((body) => ({ body, english: null })),
    });
    return [m.site_pasted({ count: blocks.length }), cut && m.site_paste_cut()].filter(Boolean).join(' ');
  }),
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
