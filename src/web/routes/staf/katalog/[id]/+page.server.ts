import {
  deleteBib,
  findDuplicates,
  formToMarc,
  getBib,
  marcToForm,
  restoreBib,
  setBibHidden,
  updateBib,
} from '#modules/collection/catalog';
import type { PageAccess } from '#platform/rights/access';
import type { MaterialKind } from '#shared/marc/derived-bib';
import { platformErrors } from '#platform/errors';
import { validateBib } from '#shared/marc/validate';
import { m } from '#i18n/messages';
import { asMaterial } from '#web/features/catalog/catalog-views.server.ts';
import { formView, readBibForm } from '#web/features/catalog/form-view.server.ts';
import { explainMarcProblem, marcLines } from '#web/features/catalog/marc-view.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { panelsOf } from '#web/kit/panels/panels-of.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import { versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: 'catalog.read' },
  actions: {
    save: { may: 'catalog.edit' },
    hidden: { may: 'catalog.edit' },
    delete: { may: 'catalog.delete' },
    restore: { may: 'catalog.delete' },
  },
};

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const bib = await getBib(ctx, idOf(params.id));
  const material = bib.derived.materialKind;
  return {
    material,
    sections: formView(marcToForm(bib.marc, material), material, ctx.locale),
    panels: await panelsOf(ctx, { page: 'bib', id: bib.id }),
    lines: marcLines(bib.marc),
    problems: validateBib(bib.marc).map((problem) => explainMarcProblem(problem, ctx.locale)),
    duplicates: (await findDuplicates(ctx.db, bib.marc, bib.id)).map(({ bibId, title, year }) => ({
      bibId,
      title,
      year,
    })),
  };
};

export const actions: Actions = {
  save: formAction(
    {
      refused: (refusal, { ctx, values, data }) => {
        const material = materialOf(values);
        const sections = formView(readBibForm(data), material, ctx.locale, refusal.fields);
        return { ...refusal, sections, material };
      },
    },
    async ({ ctx, params, values, data }) => {
      const bib = await getBib(ctx, idOf(params.id));
      // rows of the form belong to the fields of the version it was made from
      if (bib.version !== versionIn(values)) throw platformErrors.versionConflict();
      const marc = formToMarc(bib.marc, materialOf(values), readBibForm(data));
      await updateBib(ctx, { id: bib.id, version: bib.version, marc });
      return done(m.catalog_saved(), `/staf/katalog/${bib.id}${values.lalu === 'eksemplar' ? '/eksemplar' : ''}`);
    },
  ),
  hidden: formAction(async ({ ctx, params, values }) => {
    const hidden = values.hidden === 'ya';
    await setBibHidden(ctx, { id: idOf(params.id), version: versionIn(values), hidden });
    return hidden ? m.catalog_hidden_done() : m.catalog_shown_done();
  }),
  delete: formAction(async ({ ctx, params, values }) => {
    await deleteBib(ctx, { id: idOf(params.id), version: versionIn(values), reason: values.reason ?? '' });
    return m.catalog_deleted_done();
  }),
  restore: formAction(async ({ ctx, params, values }) => {
    await restoreBib(ctx, { id: idOf(params.id), version: versionIn(values) });
    return m.catalog_restored();
  }),
};

/** The kind of material that the form was made for, whatever the record says by now. */
const materialOf = ({ material }: Record<string, string>): MaterialKind => asMaterial(material) ?? 'buku';
