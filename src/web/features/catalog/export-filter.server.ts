import type { ExportFilter } from '#modules/collection/catalog';
import { idAsked } from '#web/kit/form/read-fields.server.ts';
import { asMaterial } from '#web/features/catalog/catalog-views.server.ts';

/** Which records the form of `/staf/ekspor` asks for. */
export const exportFilter = (params: URLSearchParams): ExportFilter => ({
  material: asMaterial(params.get('bahan')),
  libraryId: idAsked(params.get('perpustakaan')) ?? undefined,
  includeHidden: params.get('tersembunyi') === 'ya',
});
