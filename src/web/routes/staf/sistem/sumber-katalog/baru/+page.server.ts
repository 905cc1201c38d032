import { createSource } from '#modules/collection/copying';
import type { PageAccess } from '#platform/rights/access';
import { authorize } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { sourceOf } from '#web/features/copying/source-form.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'settings.manage', network: true };

/** As most catalogues are asked. */
const USUAL = {
  kind: 'sru',
  sruVersion: '1.1',
  recordSchema: 'marcxml',
  isbnIndex: 'bath.isbn',
  titleIndex: 'dc.title',
  active: '1',
  sortOrder: '50',
};

export const load: PageServerLoad = ({ locals: { ctx } }) => {
  authorize(ctx, 'settings.manage', null);
  return { values: USUAL };
};

export const actions: Actions = {
  default: formAction({ anywhere: true }, async ({ ctx, services, values }) => {
    await createSource(ctx, services, sourceOf(values));
    return done(m.copying_added(), '/staf/sistem/sumber-katalog');
  }),
};
