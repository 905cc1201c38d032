import { createAuthority } from '#modules/collection/catalog';
import { AUTHORITY_KINDS } from '#modules/collection/catalog/client';
import type { PageAccess } from '#platform/rights/access';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { asAuthorityKind, catalogOptions } from '#web/features/catalog/catalog-views.server.ts';
import { headingFields } from '#web/features/catalog/heading-form.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'authorities.edit' };

export const load: PageServerLoad = ({ locals: { ctx } }) => {
  authorizeAnywhere(ctx, 'authorities.edit');
  return { kinds: catalogOptions('kind', AUTHORITY_KINDS, ctx.locale) };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, values }) => {
    const kind = asAuthorityKind(values.kind) ?? 'name';
    const { id } = await createAuthority(ctx, { kind, ...headingFields(values) });
    return done(m.catalog_heading_saved(), `/staf/tajuk/${id}`);
  }),
};
