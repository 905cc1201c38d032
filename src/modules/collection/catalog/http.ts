import { z } from 'zod';
import { libraryRef, resolveLibraryId } from '#modules/ground/libraries';
import type { ApiModule } from '#platform/requests/http';
import { EXPORT_FORMATS, MATERIAL_KINDS } from './client.ts';
import { askExport } from './bibs/ask-export.ts';
import { listTooLongForMarc } from './bibs/list-too-long.ts';
import { authorityRoutes } from './authorities/http-authorities.ts';
import { bibRoutes } from './bibs/http-bibs.ts';
import { coverRoutes } from './covers/http-covers.ts';
import { duplicateRoutes } from './duplicates/http-duplicates.ts';
import { itemRoutes } from './items/http-items.ts';
import { flag } from './http-shapes.ts';

/** `/bibs`, `/items`, `/item-types`, `/authorities`, `/exports`. Edits want `If-Match` with the ETag that was read. */
const catalogApi: ApiModule = (api, { heavy, storage }) => {
  bibRoutes(api);
  coverRoutes(api, storage);
  duplicateRoutes(api);
  itemRoutes(api);
  authorityRoutes(api);
  api.get(
    '/exports/:format',
    {
      config: { access: { may: 'exports.run' } },
      schema: {
        tags: ['bibs'],
        summary: 'The catalogue as MARC, MARCXML, SLiMS CSV or an Excel sheet',
        description:
          'ISO 2709 cannot hold records of more than 99,999 bytes or with a field of more than 9,999: the header `x-left-out` of a MARC ' +
          'file lists the ids of records that are not in it. MARCXML holds them. An Excel sheet of more than 200,000 rows is refused.',
        params: z.object({ format: z.enum(EXPORT_FORMATS) }),
        querystring: z.object({
          material: z.enum(MATERIAL_KINDS).optional(),
          library: libraryRef.optional(),
          includeHidden: flag,
        }),
      },
    },
    async (request, reply) => {
      const { library, ...filter } = request.query;
      const { format } = request.params;
      const wanted = { ...filter, libraryId: (await resolveLibraryId(request.ctx, library)) ?? undefined };
      const leftOut = format === 'marc' ? await listTooLongForMarc(request.ctx, wanted) : [];
      const file = await askExport(request.ctx, heavy, { format, filter: wanted });
      return reply
        .type(file.mediaType)
        .header('content-disposition', `attachment; filename="${file.fileName}"`)
        .headers(leftOut.length > 0 ? { 'x-left-out': leftOut.map(({ id }) => id).join(', ') } : {})
        .send(file.body);
    },
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [catalogApi];
