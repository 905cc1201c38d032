import { redirect } from '@sveltejs/kit';
import { createRole } from '#modules/ground/identity';
import type { PageAccess } from '#platform/access';
import { authorize } from '#platform/authorize';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { chosenPermissions, permissionGroups } from '#web/features/identity/identity-views.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'roles.manage', network: true };

export const load: PageServerLoad = ({ locals: { ctx, services } }) => {
  authorize(ctx, 'roles.manage', null);
  return { groups: permissionGroups(services.permissions, ctx.locale) };
};

export const actions: Actions = {
  default: async ({ request, locals, cookies }) => {
    const form = await request.formData();
    const permissions = chosenPermissions(form);
    const values = { ...formValues(form), permissions: permissions.join(' ') };
    const text = (name: string): string => formValues(form)[name] ?? '';
    try {
      await createRole(locals.ctx, locals.services, {
        code: text('code'),
        nameId: text('nameId'),
        nameEn: text('nameEn'),
        permissions,
      });
    } catch (error) {
      return refuseForm(error, locals.ctx, values);
    }
    setFlash(cookies, 'ok', m.identity_role_created());
    redirect(303, localizeHref('/staf/peran'));
  },
};
