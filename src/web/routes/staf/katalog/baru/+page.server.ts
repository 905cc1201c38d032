import { createBib, formToMarc, marcToForm, newRecord } from '#modules/collection/catalog';
import { MATERIAL_KINDS } from '#modules/collection/catalog/client';
import { zoneOf } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { localDate } from '#shared/dates';
import type { MaterialKind } from '#shared/marc/derived-bib';
import { m } from '#i18n/messages';
import { asMaterial, catalogName, catalogOptions } from '#web/features/catalog/catalog-views.server.ts';
import { formView, readBibForm } from '#web/features/catalog/form-view.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
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
  default: formAction(
    {
      keeps: false,
      refused: (refusal, { ctx, error, url, data }) => ({
        ...refusal,
        sections: formView(readBibForm(data), materialAsked(url), ctx.locale, refusal.fields),
        duplicate: duplicateOf(error),
      }),
    },
    async ({ ctx, url, values, data }) => {
      const material = materialAsked(url);
      const marc = formToMarc(await template(ctx, material), material, readBibForm(data));
      const { bib } = await createBib(ctx, { marc, allowDuplicate: values.tetap === 'ya' });
      return done(m.catalog_created(), `/staf/katalog/${bib.id}${values.lalu === 'eksemplar' ? '/eksemplar' : ''}`);
    },
  ),
};

const materialAsked = (url: URL): MaterialKind => asMaterial(url.searchParams.get('bahan')) ?? 'buku';
