import { redirect } from '@sveltejs/kit';
import { createLibrary, listLibraries } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/access';
import { authorize } from '#platform/authorize';
import { HOME_ZONE } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { libraryOf } from '#web/features/libraries/library-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'libraries.manage', network: true };

const blank: Record<string, string> = { type: 'cabang', timeZone: HOME_ZONE, sortOrder: '0' };

export const load: PageServerLoad = ({ locals: { ctx } }) => {
  authorize(ctx, 'libraries.manage', null);
  return { values: blank };
};

export const actions: Actions = {
  default: async ({ request, locals: { ctx }, cookies }) => {
    const values = formValues(await request.formData());
    let code: string;
    try {
      code = (await createLibrary(ctx, libraryOf(values, await listLibraries(ctx)))).code;
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.libraries_added());
    redirect(303, localizeHref(`/staf/perpustakaan/${code.toLowerCase()}`));
  },
};
