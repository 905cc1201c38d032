import { redirect } from '@sveltejs/kit';
import { zoneOf } from '#modules/ground/libraries';
import { changeEntry, deleteList, getOwnList, removeEntry, updateList } from '#modules/lending/reading';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { entryView, listView, visibilityOf, visibilityOptions } from '#web/features/reading/parts/list-words.server.ts';
import { idIn, pageAsked, wholeIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

const PER_PAGE = 50;

export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url }) => {
  const page = pageAsked(url.searchParams);
  const list = await getOwnList(ctx, idOf(params.id), { offset: (page - 1) * PER_PAGE, limit: PER_PAGE });
  const pages = Math.max(1, Math.ceil(list.entryCount / PER_PAGE));
  if (page > pages) redirect(303, `${url.pathname}?hal=${pages}`);
  const view = listView(list, { locale: ctx.locale, zone: await zoneOf(ctx) });
  return {
    list: view,
    address: view.address && siteOrigin(services, url) + view.address,
    entries: list.entries.map(entryView(ctx)),
    entryCount: list.entryCount,
    page,
    pages,
    visibilities: visibilityOptions(),
  };
};

/** The page of the list that was open, at the title that it was about. */
const here = ({ searchParams }: URL, { bibId }: Record<string, string>): string => {
  const page = searchParams.get('hal');
  return `${page ? `?hal=${page}` : ''}${bibId ? `#b${bibId}` : ''}`;
};

export const actions: Actions = {
  save: formAction(async ({ ctx, params, url, values }) => {
    const { title = '', description = '' } = values;
    const visibility = visibilityOf(values.visibility);
    const changes = { title, description, ...(visibility !== undefined && { visibility }) };
    await updateList(ctx, { id: idOf(params.id), version: versionIn(values), changes });
    return done(m.lists_saved(), here(url, values));
  }),
  move: formAction(async ({ ctx, params, url, values }) => {
    const place = wholeIn(values, 'place') ?? 1;
    await changeEntry(ctx, { listId: idOf(params.id), bibId: idIn(values, 'bibId'), place });
    return done(null, here(url, values));
  }),
  note: formAction(async ({ ctx, params, url, values }) => {
    const note = values.note ?? '';
    await changeEntry(ctx, { listId: idOf(params.id), bibId: idIn(values, 'bibId'), note });
    return done(m.lists_note_saved(), here(url, values));
  }),
  remove: formAction(async ({ ctx, params, url, values }) => {
    await removeEntry(ctx, { listId: idOf(params.id), bibId: idIn(values, 'bibId') });
    return done(m.lists_removed(), here(url, values));
  }),
  delete: formAction({ keeps: false }, async ({ ctx, params }) => {
    const id = idOf(params.id);
    await deleteList(ctx, id);
    return done(null, `/akun/daftar?dihapus=${id}`);
  }),
};
