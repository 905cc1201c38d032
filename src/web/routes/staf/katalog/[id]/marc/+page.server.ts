import { fail, redirect } from '@sveltejs/kit';
import { getBib, updateBib } from '#modules/collection/catalog';
import type { PageAccess } from '#platform/access';
import { formatMarcText, parseMarcText } from '#shared/marc/mnemonic';
import { validateBib } from '#shared/marc/validate';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { numberOf } from '#web/features/catalog/catalog-views.server.ts';
import { explainMarcProblem } from '#web/features/catalog/marc-view.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { page: { may: 'catalog.read' }, actions: { default: { may: 'catalog.edit' } } };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const bib = await getBib(ctx, idOf(params.id));
  return {
    text: formatMarcText(bib.marc),
    problems: validateBib(bib.marc).map((problem) => explainMarcProblem(problem, ctx.locale)),
  };
};

export const actions: Actions = {
  default: async ({ request, locals: { ctx }, params, cookies }) => {
    const id = idOf(params.id);
    const values = formValues(await request.formData());
    const { record, problems } = parseMarcText(values.text ?? '');
    if (!record) {
      return fail(422, {
        message: m.error_catalog_marc_invalid(),
        values,
        lines: problems.map(({ line, ...problem }) => ({ line, problem: explainMarcProblem(problem, ctx.locale) })),
      });
    }
    try {
      await updateBib(ctx, { id, version: numberOf(values.version), marc: record });
    } catch (error) {
      const refusal = refuseForm(error, ctx, values);
      return fail(refusal.status, { message: refusal.data.message, values, lines: [] });
    }
    setFlash(cookies, 'ok', m.catalog_saved());
    redirect(303, localizeHref(`/staf/katalog/${id}/marc`));
  },
};
