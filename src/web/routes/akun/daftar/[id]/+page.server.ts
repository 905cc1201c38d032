import { redirect } from '@sveltejs/kit';
import { zoneOf } from '#modules/ground/libraries';
import { changeEntry, deleteList, getOwnList, removeEntry, updateList } from '#modules/lending/reading';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/access';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { entryView, listView, visibilityOf, visibilityOptions } from '#web/features/reading/list-words.server.ts';
import { idIn, pageAsked, wholeIn } from '#web/kit/form/read-fields.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

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

/** Does something to the list and shows it again. */
async function act(event: RequestEvent, work: (id: number, values: Record<string, string>) => Promise<string | null>) {
  const values = formValues(await event.request.formData());
  let said: string | null;
  try {
    said = await work(idOf(event.params.id), values);
  } catch (error) {
    return refuseForm(error, event.locals.ctx, values);
  }
  if (said !== null) setFlash(event.cookies, 'ok', said);
  const at = values.bibId ? `#b${values.bibId}` : '';
  const page = event.url.searchParams.get('hal');
  return redirect(303, `${event.url.pathname}${page ? `?hal=${page}` : ''}${at}`);
}

export const actions: Actions = {
  save: async (event) =>
    act(event, async (id, values) => {
      const { title = '', description = '' } = values;
      const visibility = visibilityOf(values.visibility);
      const changes = { title, description, ...(visibility !== undefined && { visibility }) };
      await updateList(event.locals.ctx, { id, version: wholeIn(values, 'version') ?? 0, changes });
      return m.lists_saved();
    }),
  move: async (event) =>
    act(event, async (listId, values) => {
      const place = wholeIn(values, 'place') ?? 1;
      await changeEntry(event.locals.ctx, { listId, bibId: idIn(values, 'bibId'), place });
      return null;
    }),
  note: async (event) =>
    act(event, async (listId, values) => {
      const note = values.note ?? '';
      await changeEntry(event.locals.ctx, { listId, bibId: idIn(values, 'bibId'), note });
      return m.lists_note_saved();
    }),
  remove: async (event) =>
    act(event, async (listId, values) => {
      await removeEntry(event.locals.ctx, { listId, bibId: idIn(values, 'bibId') });
      return m.lists_removed();
    }),
  delete: async ({ params, locals: { ctx } }) => {
    const id = idOf(params.id);
    try {
      await deleteList(ctx, id);
    } catch (error) {
      return refuseForm(error, ctx, {});
    }
    return redirect(303, localizeHref(`/akun/daftar?dihapus=${id}`));
  },
};
