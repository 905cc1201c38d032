import { EXPORT_FORMATS, MATERIAL_KINDS } from '#modules/catalog/client';
import { listLibraries } from '#modules/libraries';
import { authorize } from '#platform/authorize';
import { catalogName, catalogOptions } from '#web/catalog/catalog-views.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  authorize(ctx, 'exports.run');
  return {
    formats: EXPORT_FORMATS.map((format) => ({
      format,
      label: catalogName('format', format, ctx.locale),
      hint: catalogName('format_hint', format, ctx.locale),
    })),
    materials: catalogOptions('material', MATERIAL_KINDS, ctx.locale),
    libraries: (await listLibraries(ctx)).map(({ id, name }) => ({ value: id, label: name })),
  };
};
