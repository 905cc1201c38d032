import { deleteRole, getRole, updateRole } from '#modules/ground/identity';
import type { PageAccess } from '#platform/rights/access';
import { authorize } from '#platform/rights/authorize';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { permissionGroups, roleName, withPermissions } from '#web/features/identity/identity-views.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import { textsIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'roles.manage', network: true };

export const load: PageServerLoad = async ({ locals: { ctx, services }, params }) => {
  authorize(ctx, 'roles.manage', null);
  const role = await getRole(ctx, { id: idOf(params.id) });
  if (role.builtin) throw platformErrors.notFound();
  return { role, name: roleName(role, ctx.locale), groups: permissionGroups(services.permissions, ctx.locale) };
};

export const actions: Actions = {
  save: formAction({ refused: withPermissions }, async ({ ctx, services, params, values, data }) => {
    const { nameId = '', nameEn = '' } = values;
    const permissions = textsIn(data, 'permissions');
    await updateRole(ctx, services, { id: idOf(params.id), version: versionIn(values), nameId, nameEn, permissions });
    return done(m.identity_role_saved(), '/staf/peran');
  }),
  remove: formAction({ keeps: false }, async ({ ctx, params, values }) => {
    await deleteRole(ctx, { id: idOf(params.id), version: versionIn(values) });
    return done(m.identity_role_deleted(), '/staf/peran');
  }),
};
