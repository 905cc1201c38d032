import { addStandard, listMeasures } from '#modules/city/promises';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { measureOptions, partFields, standardOf } from '#web/features/promises/standard-form.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'standards.manage', network: true };

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
  measures: measureOptions(await listMeasures(ctx)),
  parts: partFields(),
});

export const actions: Actions = {
  default: formAction(async ({ ctx, values }) => {
    const id = await addStandard(ctx, standardOf(values));
    return done(m.promises_standard_saved(), `/staf/layanan/maklumat/${id}`);
  }),
};
