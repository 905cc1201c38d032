import { Readable } from 'node:stream';
import { z } from 'zod';
import type { ApiModule } from '#platform/http';
import { EXPORT_FORMATS, MATERIAL_KINDS } from './client.ts';
import { exportRecords } from './export-records.ts';
import { authorityRoutes } from './http-authorities.ts';
import { bibRoutes } from './http-bibs.ts';
import { itemRoutes } from './http-items.ts';
import { flag } from './http-shapes.ts';

/** `/bibs`, `/items`, `/item-types`, `/authorities`, `/exports`. Edits want `If-Match` with the ETag that was read. */
export const catalogApi: ApiModule = (api) => {
  bibRoutes(api);
  itemRoutes(api);
  authorityRoutes(api);
  api.get(
    '/exports/:format',
    {
      schema: {
        tags: ['bibs'],
        summary: 'The catalogue as MARC, MARCXML, SLiMS CSV or an Excel sheet',
        params: z.object({ format: z.enum(EXPORT_FORMATS) }),
        querystring: z.object({
          material: z.enum(MATERIAL_KINDS).optional(),
          library: z.coerce.number().int().positive().optional(),
          includeHidden: flag,
        }),
      },
    },
    (request, reply) => {
      const { library, ...filter } = request.query;
      const file = exportRecords(request.ctx, {
        format: request.params.format,
        filter: { ...filter, libraryId: library },
      });
      return reply
        .type(file.mediaType)
        .header('content-disposition', `attachment; filename="${file.fileName}"`)
        .send(Readable.from(file.body));
    },
  );
};
