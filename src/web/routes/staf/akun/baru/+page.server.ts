import { createAccount, listRoles } from '#modules/ground/identity';
import { listLibraries } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { asLocale, libraryOptions, roleName } from '#web/features/identity/identity-views.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import { idOrNull } from '#web/kit/form/read-fields.server.ts';
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
  default: formAction(async ({ ctx, values }) => {
    const homeLibraryId = idOrNull(values, 'homeLibraryId');
    const { id, username } = await createAccount(ctx, {
      username: values.username ?? '',
      fullName: values.fullName ?? '',
      email: values.email ?? null,
      password: values.password ?? '',
      locale: asLocale(values.locale),
      homeLibraryId,
      grants: values.role ? [{ role: values.role, libraryId: homeLibraryId }] : [],
    });
    return done(m.identity_account_created({ username }), `/staf/akun/${id}`);
  }),
};
