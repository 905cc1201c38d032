import { listRoles } from '#modules/ground/identity';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { permissionName, roleName } from '#web/features/identity/identity-views.server.ts';
import { m } from '#i18n/messages';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['accounts.manage', 'roles.manage'] };

export const load: PageServerLoad = async ({ locals: { ctx, services } }) => {
  const roles = (await listRoles(ctx)).map((role) => ({
    id: role.id,
    code: role.code,
    name: roleName(role, ctx.locale),
    builtin: role.builtin,
    permissions: role.permissions.includes('*')
      ? [m.identity_role_everything()]
      : role.permissions.map((permission) => permissionName(services.permissions, permission, ctx.locale)),
  }));
  return {
    builtin: roles.filter((role) => role.builtin),
    own: roles.filter((role) => !role.builtin),
    mayEdit: can(ctx.actor, 'roles.manage', null),
  };
};
