import { redirect } from '@sveltejs/kit';
import { createAuthority } from '#modules/collection/catalog';
import { AUTHORITY_KINDS } from '#modules/collection/catalog/client';
import type { PageAccess } from '#platform/access';
import { authorizeAnywhere } from '#platform/authorize';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { asAuthorityKind, catalogOptions } from '#web/features/catalog/catalog-views.server.ts';
import { headingFields } from '#web/features/catalog/heading-form.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'authorities.edit' };

export const load: PageServerLoad = ({ locals: { ctx } }) => {
  authorizeAnywhere(ctx, 'authorities.edit');
  return { kinds: catalogOptions('kind', AUTHORITY_KINDS, ctx.locale) };
};

export const actions: Actions = {
  default: async ({ request, locals: { ctx }, cookies }) => {
    const values = formValues(await request.formData());
    let id: number;
    try {
      const kind = asAuthorityKind(values.kind) ?? 'name';
      id = (await createAuthority(ctx, { kind, ...headingFields(values) })).id;
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.catalog_heading_saved());
    redirect(303, localizeHref(`/staf/tajuk/${id}`));
  },
};
