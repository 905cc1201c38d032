import { z } from 'zod';
import { idParam, type ApiModule } from '#platform/requests/http';
import { originOf } from '#platform/requests/site-origin';
import { PAPERS } from './client.ts';
import { photoRoutes } from './http-photos.ts';
import { wordRoutes } from './http-words.ts';
import { paperPdf } from './print-paper.ts';

/** Papers of programmes. */
const programPapersApi: ApiModule = (api, { config, storage }) => {
  photoRoutes(api, storage);
  wordRoutes(api);
  api.get(
    '/programs/:id/papers/:paper',
    {
      config: { access: { may: 'programs.manage' }, gives: ['application/pdf'] },
      schema: {
        tags: ['programs'],
        summary: 'A paper of a programme as PDF: terms of reference, invitation, attendance sheets, badges, report',
        params: idParam.extend({ paper: z.enum(PAPERS) }),
        querystring: z.object({
          sessionId: z.coerce.number().int().positive().optional().describe('attendance sheet of one session'),
        }),
      },
    },
    async (request, reply) => {
      const { ctx, params, query } = request;
      const services = { config, storage, origin: originOf(config, request) };
      const wanted = { paper: params.paper, sessionId: query.sessionId };
      const { fileName, body } = await paperPdf(ctx, services, params.id, wanted);
      void reply.type('application/pdf').header('content-disposition', `inline; filename="${fileName}"`);
      return reply.send(Buffer.from(body));
    },
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [programPapersApi];
