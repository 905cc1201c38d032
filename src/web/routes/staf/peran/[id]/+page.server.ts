import { redirect } from '@sveltejs/kit';
import { deleteRole, getRole, updateRole } from '#modules/ground/identity';
import type { PageAccess } from '#platform/access';
import { authorize } from '#platform/authorize';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import {
  asVersion,
  chosenPermissions,
  permissionGroups,
  roleName,
} from '#web/features/identity/identity-views.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'roles.manage', network: true };

export const load: PageServerLoad = async ({ locals: { ctx, services }, params }) => {
  authorize(ctx, 'roles.manage', null);
  const role = await getRole(ctx, { id: idOf(params.id) });
  if (role.builtin) throw platformErrors.notFound();
  return { role, name: roleName(role, ctx.locale), groups: permissionGroups(services.permissions, ctx.locale) };
};

export const actions: Actions = {
  simpan: async ({ request, locals, cookies, params }) => {
    const form = await request.formData();
    const permissions = chosenPermissions(form);
    const values = { ...formValues(form), permissions: permissions.join(' ') };
    const { version, nameId = '', nameEn = '' } = formValues(form);
    try {
      const id = idOf(params.id);
      await updateRole(locals.ctx, locals.services, { id, version: asVersion(version), nameId, nameEn, permissions });
    } catch (error) {
      return refuseForm(error, locals.ctx, values);
    }
    setFlash(cookies, 'ok', m.identity_role_saved());
    redirect(303, localizeHref('/staf/peran'));
  },
  hapus: async ({ request, locals, cookies, params }) => {
    const values = formValues(await request.formData());
    try {
      await deleteRole(locals.ctx, { id: idOf(params.id), version: asVersion(values.version) });
    } catch (error) {
      return refuseForm(error, locals.ctx, {});
    }
    setFlash(cookies, 'ok', m.identity_role_deleted());
    redirect(303, localizeHref('/staf/peran'));
  },
};
