import { z } from 'zod';
import { idParam, type Api } from '#platform/requests/http';
import { receiveForm, type FileForm } from '#platform/requests/receive-form';
import type { Storage } from '#platform/storage';
import { PICTURE_MEGABYTES } from '../client.ts';
import { programSchema, shownProgram } from '../http-schemas.ts';
import { removeProgramPicture, setProgramPicture } from './set-picture.ts';
import { getProgram } from './view-programs.ts';

const form = {
  file: 'picture',
  megabytes: PICTURE_MEGABYTES,
  mediaTypes: ['image/jpeg', 'image/png', 'image/webp'],
  required: false,
  fields: z.object({ alt: z.string().max(300).describe('what it shows, for who does not see it') }),
} satisfies FileForm;

/** The picture on the page of a programme. */
export function pictureRoutes(api: Api, storage: Storage): void {
  const tags = ['programs'];
  const path = '/programs/:id/picture';
  api.put(
    path,
    {
      config: { access: { may: 'programs.manage' }, form },
      schema: {
        tags,
        summary: 'Show a picture on the page of a programme; without a file its words alone change',
        params: idParam,
        response: { 200: programSchema },
      },
    },
    async (request) => {
      const { ctx, params } = request;
      const { file, input } = await receiveForm(request, form);
      await setProgramPicture(ctx, storage, params.id, { ...input, picture: file });
      return shownProgram(await getProgram(ctx, params.id));
    },
  );
  api.delete(
    path,
    {
      config: { access: { may: 'programs.manage' } },
      schema: { tags, summary: 'Take the picture away', params: idParam, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await removeProgramPicture(ctx, storage, params.id);
      return reply.code(204).send(null);
    },
  );
}
