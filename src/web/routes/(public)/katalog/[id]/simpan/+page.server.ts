import { redirect } from '@sveltejs/kit';
import { selectBibTitles } from '#modules/collection/catalog';
import { zoneOf } from '#modules/ground/libraries';
import { getOwnList, listOwnLists, listsWithBib, saveToList, type SaveToList } from '#modules/lending/reading';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { safeNext } from '#web/kit/frame/gate.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { listView } from '#web/features/reading/parts/list-words.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { formAction, type Sent } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = 'member';

const NEW = 'baru';

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const bibId = idOf(params.id);
  const [[bib], lists, holding, zone] = await Promise.all([
    selectBibTitles(ctx.db, [bibId]),
    listOwnLists(ctx),
    listsWithBib(ctx, bibId),
    zoneOf(ctx),
  ]);
  if (!bib) throw platformErrors.notFound();
  return {
    bibId,
    title: bib.title,
    author: bib.author,
    back: safeNext(url.searchParams.get('lanjut'), url) ?? localizeHref(`/katalog/${bibId}`),
    lists: lists.map((list) => ({ ...listView(list, { locale: ctx.locale, zone }), holds: holding.has(list.id) })),
    // the list used last is the likely one
    chosen: String(lists.find((list) => !holding.has(list.id))?.id ?? NEW),
  };
};

const save = (listOf: (values: Record<string, string>) => SaveToList['list']) =>
  formAction(async ({ ctx, params, url, cookies, values }: Sent<RequestEvent>) => {
    const bibId = idOf(params.id);
    const { listId, added } = await saveToList(ctx, { bibId, list: listOf(values), note: values.note ?? '' });
    const { title: list } = await getOwnList(ctx, listId, { offset: 0, limit: 0 });
    setFlash(cookies, 'ok', added ? m.lists_saved_to({ list }) : m.lists_there_already({ list }));
    return redirect(303, safeNext(values.lanjut ?? null, url) ?? localizeHref(`/katalog/${bibId}`));
  });

export const actions: Actions = {
  /** The list that was chosen. */
  choose: save((values) => (values.list === NEW ? { title: values.title ?? '' } : { id: idIn(values, 'list') })),
  /** One tap: the list used last, or a first one. */
  save: save(() => ({ lastOr: m.lists_first_title() })),
};
