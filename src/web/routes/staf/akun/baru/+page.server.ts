import { redirect } from '@sveltejs/kit';
import { createAccount, listRoles } from '#modules/ground/identity';
import { listLibraries } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/access';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { asLibraryId, asLocale, libraryOptions, roleName } from '#web/features/identity/identity-views.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'accounts.manage' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const [roles, libraries] = [await listRoles(ctx), await listLibraries(ctx)];
  return {
    roles: roles.map((role) => ({ value: role.code, label: roleName(role, ctx.locale) })),
    libraries: libraryOptions(libraries),
    home: ctx.libraryId,
  };
};

export const actions: Actions = {
  default: async ({ request, locals, cookies }) => {
    const { password = '', ...values } = formValues(await request.formData());
    let id: number;
    try {
      const homeLibraryId = asLibraryId(values.homeLibraryId);
      const account = await createAccount(locals.ctx, {
        username: values.username ?? '',
        fullName: values.fullName ?? '',
        email: values.email ?? null,
        password,
        locale: asLocale(values.locale),
        homeLibraryId,
        grants: values.role ? [{ role: values.role, libraryId: homeLibraryId }] : [],
      });
      id = account.id;
      setFlash(cookies, 'ok', m.identity_account_created({ username: account.username }));
    } catch (error) {
      return refuseForm(error, locals.ctx, values);
    }
    redirect(303, localizeHref(`/staf/akun/${id}`));
  },
};
