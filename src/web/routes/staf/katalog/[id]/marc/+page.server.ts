import { getBib, updateBib, catalogErrors } from '#modules/collection/catalog';
import type { PageAccess } from '#platform/rights/access';
import { formatMarcText, parseMarcText } from '#shared/marc/mnemonic';
import { validateBib } from '#shared/marc/validate';
import { m } from '#i18n/messages';
import { explainMarcProblem } from '#web/features/catalog/marc-view.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { versionIn } from '#web/kit/form/read-fields.server.ts';
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
  default: formAction(
    {
      refused: ({ message, values }, { ctx, error }) => ({
        message,
        values,
        lines:
          error.code === catalogErrors.marcInvalid().code
            ? parseMarcText(values.text ?? '').problems.map(({ line, ...problem }) => ({
                line,
                problem: explainMarcProblem(problem, ctx.locale),
              }))
            : [],
      }),
    },
    async ({ ctx, params, values }) => {
      const { record } = parseMarcText(values.text ?? '');
      if (!record) throw catalogErrors.marcInvalid();
      await updateBib(ctx, { id: idOf(params.id), version: versionIn(values), marc: record });
      return m.catalog_saved();
    },
  ),
};
