import { createStore } from '#modules/ground/backups';
import type { PageAccess } from '#platform/rights/access';
import { authorize } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { storeOf } from '#web/features/backups/store-form.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'settings.manage', network: true };

export const load: PageServerLoad = ({ locals: { ctx } }) => {
  authorize(ctx, 'settings.manage', null);
  return { values: { kind: 's3', active: '1' } };
};

export const actions: Actions = {
  default: formAction({ anywhere: true }, async ({ ctx, services, values }) => {
    const store = storeOf(values);
    await createStore(ctx, services, store);
    return done(store.active ? m.backups_store_saved() : m.backups_store_saved_off(), '/staf/sistem/cadangan');
  }),
};
