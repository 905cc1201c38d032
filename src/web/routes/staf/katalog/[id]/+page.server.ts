import { fail, redirect } from '@sveltejs/kit';
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
import type { PageAccess } from '#platform/access';
import { platformErrors } from '#platform/errors';
import { validateBib } from '#shared/marc/validate';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { asMaterial, numberOf } from '#web/features/catalog/catalog-views.server.ts';
import { formView, readBibForm } from '#web/features/catalog/form-view.server.ts';
import { explainMarcProblem, marcLines } from '#web/features/catalog/marc-view.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
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
  save: async ({ request, locals: { ctx }, params, cookies }) => {
    const id = idOf(params.id);
    const data = await request.formData();
    const values = formValues(data);
    const form = readBibForm(data);
    // the kind of material that the form was made for, whatever the record says by now
    const material = asMaterial(values.material) ?? 'buku';
    try {
      const bib = await getBib(ctx, id);
      // rows of the form belong to the fields of the version it was made from
      if (bib.version !== numberOf(values.version)) throw platformErrors.versionConflict();
      await updateBib(ctx, { id, version: bib.version, marc: formToMarc(bib.marc, material, form) });
    } catch (error) {
      const refusal = refuseForm(error, ctx, values);
      return fail(refusal.status, {
        ...refusal.data,
        sections: formView(form, material, ctx.locale, refusal.data.fields),
        material,
      });
    }
    setFlash(cookies, 'ok', m.catalog_saved());
    redirect(303, localizeHref(`/staf/katalog/${id}${values.lalu === 'eksemplar' ? '/eksemplar' : ''}`));
  },
  hidden: async ({ request, locals: { ctx }, params, cookies }) => {
    const id = idOf(params.id);
    const values = formValues(await request.formData());
    const hidden = values.hidden === 'ya';
    try {
      await setBibHidden(ctx, { id, version: numberOf(values.version), hidden });
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', hidden ? m.catalog_hidden_done() : m.catalog_shown_done());
    redirect(303, localizeHref(`/staf/katalog/${id}`));
  },
  delete: async ({ request, locals: { ctx }, params, cookies }) => {
    const id = idOf(params.id);
    const values = formValues(await request.formData());
    try {
      await deleteBib(ctx, { id, version: numberOf(values.version), reason: values.reason ?? '' });
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.catalog_deleted_done());
    redirect(303, localizeHref(`/staf/katalog/${id}`));
  },
  restore: async ({ request, locals: { ctx }, params, cookies }) => {
    const id = idOf(params.id);
    const values = formValues(await request.formData());
    try {
      await restoreBib(ctx, { id, version: numberOf(values.version) });
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.catalog_restored());
    redirect(303, localizeHref(`/staf/katalog/${id}`));
  },
};
