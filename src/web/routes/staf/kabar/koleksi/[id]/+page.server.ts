import {
  addRecord,
  changeCollection,
  deleteDraft,
  getCollection,
  moveRecord,
  publishCollection,
  removeRecord,
  withdrawCollection,
  wordRecord,
} from '#modules/city/collections';
import type { CollectionState } from '#modules/city/collections/client';
import { selectBibTitles } from '#modules/collection/catalog';
import { nameLibraries } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import type { PageAccess } from '#platform/rights/access';
import {
  collectionOf,
  refusedAtFields,
  ruleOptions,
  ruleValues,
  textValues,
} from '#web/features/collections/collection-form.server.ts';
import { collectionHref } from '#web/features/collections/collection-view.server.ts';
import { ruleWords } from '#web/features/collections/rule-words.server.ts';
import { personName } from '#web/features/members/parts/person-name.server.ts';
import { tiedHere } from '#web/features/partners/parts/together.server.ts';
import { matchingTitles } from '#web/features/search/parts/matching-titles.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'collections.edit' };

const LIST = '/staf/kabar/koleksi';
const LONGEST = 200;
const STATES: Record<CollectionState, { words: () => string; mark: 'on' | 'wait' | 'off' }> = {
  published: { words: m.collections_tab_published, mark: 'on' },
  draft: { words: m.collections_tab_draft, mark: 'wait' },
  withdrawn: { words: m.collections_tab_withdrawn, mark: 'off' },
};

const bookOf = ({ bibId, title, author }: { bibId: number; title: string; author: string | null }) => ({
  ...{ bibId, title, author: author === null ? '' : personName(author) },
  href: localizeHref(`/katalog/${bibId}`),
});

/** What somebody looks for; empty = nothing. */
const wantedIn = ({ searchParams }: URL): string =>
  (searchParams.get('cari') ?? '').trim().slice(0, LONGEST).toWellFormed();

/** Titles that may be added, for what somebody looks for. */
async function offered(ctx: Ctx, wanted: string, listed: readonly number[]) {
  const titles = wanted === '' ? [] : await selectBibTitles(ctx.db, await matchingTitles(ctx, wanted));
  return titles.map(({ id: bibId, title, author }) => ({
    ...bookOf({ bibId, title, author }),
    listed: listed.includes(bibId),
  }));
}

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const collection = await getCollection(ctx, idOf(params.id));
  const { state, version, slug, rule, records, total } = collection;
  const library = (await nameLibraries(ctx))(collection.libraryId)?.name ?? null;
  const wanted = wantedIn(url);
  const listed = records.map(({ bibId }) => bibId);
  return {
    values: { ...textValues(collection), ...(rule && ruleValues(rule)) },
    ...{ version, state, slug, total },
    stateWords: STATES[state].words(),
    mark: STATES[state].mark,
    wasShown: collection.publishedAt !== null,
    by: [
      rule === null ? m.collections_kind_hand() : m.collections_kind_rule(),
      library ?? m.collections_network(),
      m.collections_created_by({ name: collection.createdBy }),
    ].join(' · '),
    publicHref: state === 'published' ? collectionHref(slug) : null,
    records: records.map(({ found, sentence, sentenceEn, ...book }) => ({
      ...bookOf(book),
      ...{ found, sentence, sentenceEn },
    })),
    tied: await tiedHere(ctx, { collectionId: collection.id }),
    rule: rule && { words: ruleWords(rule, ctx.locale, library), options: await ruleOptions(ctx, rule) },
    wanted,
    offered: rule === null ? await offered(ctx, wanted, listed) : [],
  };
};

const which = (values: Record<string, string>) => ({ bibId: idIn(values, 'bibId'), version: versionIn(values) });

export const actions: Actions = {
  save: formAction(
    { refused: (refusal) => ({ ...refusedAtFields(refusal), form: 'save' }) },
    async ({ ctx, params, values }) => {
      await changeCollection(ctx, idOf(params.id), { ...collectionOf(values), version: versionIn(values) });
      return m.collections_saved();
    },
  ),
  publish: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await publishCollection(ctx, idOf(params.id), versionIn(values));
    return m.collections_published();
  }),
  withdraw: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await withdrawCollection(ctx, idOf(params.id), versionIn(values));
    return m.collections_withdrawn();
  }),
  discard: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await deleteDraft(ctx, idOf(params.id), versionIn(values));
    return done(m.collections_deleted(), `${LIST}?tampil=draf`);
  }),
  add: formAction({ form: 'add' }, async ({ ctx, params, values, url }) => {
    await addRecord(ctx, idOf(params.id), which(values));
    const wanted = wantedIn(url);
    const search = wanted === '' ? '' : `?cari=${encodeURIComponent(wanted)}`;
    return done(m.collections_added(), `${search}#judul-${idIn(values, 'bibId')}`);
  }),
  word: formAction({ form: 'record' }, async ({ ctx, params, values }) => {
    const { sentence, sentenceEn } = values;
    await wordRecord(ctx, idOf(params.id), { ...which(values), sentence, sentenceEn });
    return done(m.collections_sentence_saved(), `#judul-${idIn(values, 'bibId')}`);
  }),
  up: formAction({ form: 'record' }, async ({ ctx, params, values }) => {
    await moveRecord(ctx, idOf(params.id), { ...which(values), direction: 'up' });
    return done(m.collections_moved(), `#judul-${idIn(values, 'bibId')}`);
  }),
  down: formAction({ form: 'record' }, async ({ ctx, params, values }) => {
    await moveRecord(ctx, idOf(params.id), { ...which(values), direction: 'down' });
    return done(m.collections_moved(), `#judul-${idIn(values, 'bibId')}`);
  }),
  takeOut: formAction({ form: 'record' }, async ({ ctx, params, values }) => {
    await removeRecord(ctx, idOf(params.id), which(values));
    return done(m.collections_removed(), '#judul');
  }),
};
