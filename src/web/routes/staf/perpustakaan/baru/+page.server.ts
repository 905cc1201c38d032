import { createLibrary, listLibraries } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { authorize } from '#platform/rights/authorize';
import { HOME_ZONE } from '#shared/dates';
import { m } from '#i18n/messages';
import { libraryOf } from '#web/features/libraries/library-form.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'libraries.manage', network: true };

const blank: Record<string, string> = { type: 'cabang', timeZone: HOME_ZONE, sortOrder: '0' };

export const load: PageServerLoad = ({ locals: { ctx } }) => {
  authorize(ctx, 'libraries.manage', null);
  return { values: blank };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, values }) => {
    const { code } = await createLibrary(ctx, libraryOf(values, await listLibraries(ctx)));
    return done(m.libraries_added(), `/staf/perpustakaan/${code.toLowerCase()}`);
  }),
};
