import { listTooLongForMarc } from '#modules/collection/catalog';
import { EXPORT_FORMATS, MATERIAL_KINDS } from '#modules/collection/catalog/client';
import { listLibraries } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { catalogName, catalogOptions } from '#web/features/catalog/catalog-views.server.ts';
import { exportFilter } from '#web/features/catalog/export-filter.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'exports.run' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  authorizeAnywhere(ctx, 'exports.run');
  const asked = new URLSearchParams(url.searchParams);
  const told = asked.has('terlalu');
  asked.delete('terlalu');
  const choice = asked.toString();
  return {
    /** Records that a MARC file cannot hold, when one was asked for. */
    leftOut: told ? await listTooLongForMarc(ctx, exportFilter(asked)) : [],
    instead: { marcxml: `/staf/ekspor/marcxml?${choice}`, marc: `/staf/ekspor/marc?${choice}&tanpa=1` },
    formats: EXPORT_FORMATS.map((format) => ({
      format,
      label: catalogName('format', format, ctx.locale),
      hint: catalogName('format_hint', format, ctx.locale),
    })),
    materials: catalogOptions('material', MATERIAL_KINDS, ctx.locale),
    libraries: (await listLibraries(ctx)).map(({ id, name }) => ({ value: id, label: name })),
  };
};
