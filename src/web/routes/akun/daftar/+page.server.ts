import { zoneOf } from '#modules/ground/libraries';
import { createList, getDisplayName, listOwnLists, restoreList, setDisplayName } from '#modules/lending/reading';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { listView } from '#web/features/reading/parts/list-words.server.ts';
import { idAsked, idIn } from '#web/kit/form/read-fields.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
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
  create: formAction(async ({ ctx, values: { title = '' } }) =>
    done(m.lists_made(), `/akun/daftar/${await createList(ctx, { title })}`),
  ),
  restore: formAction(async ({ ctx, values }) => {
    const id = idIn(values);
    await restoreList(ctx, id);
    return done(m.lists_restored(), `/akun/daftar/${id}`);
  }),
  name: formAction(async ({ ctx, values }) => {
    await setDisplayName(ctx, values.displayName ?? '');
    return m.reading_name_saved();
  }),
};
