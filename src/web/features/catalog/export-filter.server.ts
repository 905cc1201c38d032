import type { ExportFilter } from '#modules/collection/catalog';
import { asMaterial, numberOf } from '#web/features/catalog/catalog-views.server.ts';

/** Which records the form of `/staf/ekspor` asks for. */
export const exportFilter = (params: URLSearchParams): ExportFilter => ({
  material: asMaterial(params.get('bahan')),
  libraryId: numberOf(params.get('perpustakaan') ?? undefined) || undefined,
  includeHidden: params.get('tersembunyi') === 'ya',
});
