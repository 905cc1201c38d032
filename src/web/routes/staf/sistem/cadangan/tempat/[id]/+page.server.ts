import { changeStore, removeStore, viewStore } from '#modules/ground/backups';
import type { PageAccess } from '#platform/rights/access';
import { m } from '#i18n/messages';
import { storeOf, storeValues } from '#web/features/backups/store-form.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'settings.manage', network: true };

const LIST = '/staf/sistem/cadangan';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const store = await viewStore(ctx, idOf(params.id));
  const { name, version, hasSecret } = store;
  return { name, version, hasSecret, values: storeValues(store) };
};

export const actions: Actions = {
  save: formAction({ form: 'save', anywhere: true }, async ({ ctx, services, params, values }) => {
    const store = storeOf(values);
    await changeStore(ctx, services, idOf(params.id), versionIn(values), store);
    return done(store.active ? m.backups_store_saved() : m.backups_store_saved_off(), LIST);
  }),
  remove: formAction({ form: 'remove', anywhere: true }, async ({ ctx, params, values }) => {
    await removeStore(ctx, idOf(params.id), versionIn(values));
    return done(m.backups_store_removed(), LIST);
  }),
};
