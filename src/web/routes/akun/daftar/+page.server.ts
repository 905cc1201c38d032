import { redirect } from '@sveltejs/kit';
import { zoneOf } from '#modules/ground/libraries';
import { createList, getDisplayName, listOwnLists, restoreList, setDisplayName } from '#modules/lending/reading';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/access';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { listView } from '#web/features/reading/list-words.server.ts';
import { idAsked, idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const [lists, displayName, zone] = await Promise.all([listOwnLists(ctx), getDisplayName(ctx), zoneOf(ctx)]);
  return {
    lists: lists.map((list) => listView(list, { locale: ctx.locale, zone })),
    displayName,
    // a list that was thrown away a moment ago
    deleted: idAsked(url.searchParams.get('dihapus')),
  };
};

export const actions: Actions = {
  create: async ({ request, locals: { ctx }, cookies }) => {
    const values = formValues(await request.formData());
    let id: number;
    try {
      id = await createList(ctx, { title: values.title ?? '' });
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.lists_made());
    return redirect(303, localizeHref(`/akun/daftar/${id}`));
  },
  restore: async ({ request, locals: { ctx }, cookies }) => {
    const values = formValues(await request.formData());
    const id = idIn(values);
    try {
      await restoreList(ctx, id);
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.lists_restored());
    return redirect(303, localizeHref(`/akun/daftar/${id}`));
  },
  name: async ({ request, locals: { ctx }, cookies }) => {
    const values = formValues(await request.formData());
    try {
      await setDisplayName(ctx, values.displayName ?? '');
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.reading_name_saved());
    return redirect(303, localizeHref('/akun/daftar'));
  },
};
