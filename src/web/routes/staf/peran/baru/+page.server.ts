import { createRole } from '#modules/ground/identity';
import type { PageAccess } from '#platform/rights/access';
import { authorize } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { permissionGroups, withPermissions } from '#web/features/identity/identity-views.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import { textsIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'roles.manage', network: true };

export const load: PageServerLoad = ({ locals: { ctx, services } }) => {
  authorize(ctx, 'roles.manage', null);
  return { groups: permissionGroups(services.permissions, ctx.locale) };
};

export const actions: Actions = {
  default: formAction({ refused: withPermissions }, async ({ ctx, services, values, data }) => {
    const { code = '', nameId = '', nameEn = '' } = values;
    await createRole(ctx, services, { code, nameId, nameEn, permissions: textsIn(data, 'permissions') });
    return done(m.identity_role_created(), '/staf/peran');
  }),
};
