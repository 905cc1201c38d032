import { fail, redirect } from '@sveltejs/kit';
import { createBib, formToMarc, marcToForm, newRecord } from '#modules/collection/catalog';
import { MATERIAL_KINDS, type BibForm } from '#modules/collection/catalog/client';
import { zoneOf } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/access';
import { authorizeAnywhere } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { localDate } from '#shared/dates';
import type { MaterialKind } from '#shared/marc/derived-bib';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { asMaterial, catalogName, catalogOptions } from '#web/features/catalog/catalog-views.server.ts';
import { formView, readBibForm } from '#web/features/catalog/form-view.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { refuseForm } from '#web/kit/form/form-refusal.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'catalog.edit' };

const template = async (ctx: Ctx, material: MaterialKind) =>
  newRecord(material, localDate(ctx.clock.now(), await zoneOf(ctx)));

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  authorizeAnywhere(ctx, 'catalog.edit');
  const material = asMaterial(url.searchParams.get('bahan'));
  const materials = catalogOptions('material', MATERIAL_KINDS, ctx.locale);
  if (!material) return { materials, material: null, materialName: '', sections: [] };
  const form = marcToForm(await template(ctx, material), material);
  return {
    materials,
    material,
    materialName: catalogName('material', material, ctx.locale),
    sections: formView(form, material, ctx.locale),
  };
};

/** The book that is there already, when that is why the record was refused. */
const duplicateOf = (error: unknown): { id: number; title: string } | null => {
  if (!(error instanceof AppError) || error.code !== 'catalog.bib_duplicate') return null;
  return { id: Number(error.params.bibId), title: String(error.params.title) };
};

export const actions: Actions = {
  default: async ({ request, locals: { ctx }, url, cookies }) => {
    const material = asMaterial(url.searchParams.get('bahan')) ?? 'buku';
    const data = await request.formData();
    const form: BibForm = readBibForm(data);
    let id: number;
    try {
      const marc = formToMarc(await template(ctx, material), material, form);
      const { bib } = await createBib(ctx, { marc, allowDuplicate: data.get('tetap') === 'ya' });
      id = bib.id;
    } catch (error) {
      const refusal = refuseForm(error, ctx, {});
      const sections = formView(form, material, ctx.locale, refusal.data.fields);
      return fail(refusal.status, { ...refusal.data, sections, duplicate: duplicateOf(error) });
    }
    setFlash(cookies, 'ok', m.catalog_created());
    redirect(303, localizeHref(`/staf/katalog/${id}${data.get('lalu') === 'eksemplar' ? '/eksemplar' : ''}`));
  },
};
