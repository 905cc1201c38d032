import { z } from 'zod';
import { idParam, type Api } from '#platform/requests/http';
import { originOf } from '#platform/requests/site-origin';
import type { Services } from '#platform/services';
import { guidePdf } from './print-guide.ts';
import { sheetsPdf } from './print-sheets.ts';

const tags = ['courses'];
const gives = ['application/pdf'];
const sheetsParams = z.object({ course: z.string().min(1).max(120).describe('as in its address') });

/** Papers of courses. */
export function paperRoutes(api: Api, { config, storage }: Pick<Services, 'config' | 'storage'>): void {
  api.get(
    '/courses/:course/sheets',
    {
      config: { access: 'public', gives },
      schema: {
        tags,
        summary: 'All lessons of an open course to be done on paper, without answers, as PDF',
        params: sheetsParams,
      },
    },
    async (request, reply) => {
      const { course } = request.params;
      const asked = { course, origin: originOf(config, request), ip: request.ip };
      const { fileName, body } = await sheetsPdf(request.ctx, { config, storage }, asked);
      void reply.type('application/pdf').header('content-disposition', `inline; filename="${fileName}"`);
      return reply.send(Buffer.from(body));
    },
  );
  api.get(
    '/course-sources/:id/guide',
    {
      config: { access: { may: ['courses.manage', 'courses.teach'] }, gives },
      schema: {
        tags,
        summary:
          'The guide for whoever teaches a course and the answers to its tasks as PDF: as they stand for whoever may write it, else as they are published',
        params: idParam,
        querystring: z.object({ of: z.enum(['draft', 'published']).default('draft') }),
      },
    },
    async (request, reply) => {
      const published = request.query.of === 'published';
      const asked = { id: request.params.id, origin: originOf(config, request), published };
      const { fileName, body } = await guidePdf(request.ctx, config, asked);
      void reply.type('application/pdf').header('content-disposition', `inline; filename="${fileName}"`);
      return reply.send(Buffer.from(body));
    },
  );
}
