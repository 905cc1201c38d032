import { changeSource, getSource, removeSource } from '#modules/collection/copying';
import type { PageAccess } from '#platform/rights/access';
import { m } from '#i18n/messages';
import { sourceOf, sourceValues } from '#web/features/copying/source-form.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'settings.manage', network: true };

const LIST = '/staf/sistem/sumber-katalog';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const source = await getSource(ctx, idOf(params.id));
  return { name: source.name, version: source.version, values: sourceValues(source) };
};

export const actions: Actions = {
  save: formAction({ form: 'save', anywhere: true }, async ({ ctx, services, params, values }) => {
    await changeSource(ctx, services, idOf(params.id), versionIn(values), sourceOf(values));
    return done(m.copying_saved(), LIST);
  }),
  remove: formAction({ form: 'remove', anywhere: true }, async ({ ctx, params, values }) => {
    await removeSource(ctx, idOf(params.id), versionIn(values));
    return done(m.copying_removed(), LIST);
  }),
};
