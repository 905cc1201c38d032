import { expectedVersion, idParam, sendVersioned, type Api } from '#platform/requests/http';
import { receiveForm, type FileForm } from '#platform/requests/receive-form';
import type { Storage } from '#platform/storage';
import { z } from 'zod';
import { COVER_MEGABYTES } from '../client.ts';
import { removeCover, setCover } from './covers.ts';
import { getBib } from '../bibs/get-bib.ts';
import { bibBody, shownBib } from '../http-shapes.ts';

const form = {
  file: 'cover',
  megabytes: COVER_MEGABYTES,
  mediaTypes: ['image/jpeg', 'image/png', 'image/webp'],
  required: true,
  fields: z.object({}),
} satisfies FileForm;

/** The picture of a record's cover; where the drawn or stored one lies is `cover` of the record. */
export function coverRoutes(api: Api, storage: Storage): void {
  const tags = ['bibs'];
  api.put(
    '/bibs/:id/cover',
    {
      config: { access: { may: 'covers.edit' }, ifMatch: true, form },
      schema: {
        tags,
        summary: 'Show a picture as the cover of a record, in place of the one before; wants If-Match of the record',
        params: idParam,
        response: { 200: bibBody },
      },
    },
    async (request, reply) => {
      const { ctx, params } = request;
      const version = expectedVersion(request);
      const { file } = await receiveForm(request, form);
      await setCover(ctx, storage, { id: params.id, version }, file ?? new Blob());
      return sendVersioned(reply, shownBib(await getBib(ctx, params.id)));
    },
  );
  api.delete(
    '/bibs/:id/cover',
    {
      config: { access: { may: 'covers.edit' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Take the picture of a cover away: the drawn one is shown again; wants If-Match of the record',
        params: idParam,
        response: { 200: bibBody },
      },
    },
    async (request, reply) => {
      const { ctx, params } = request;
      await removeCover(ctx, storage, { id: params.id, version: expectedVersion(request) });
      return sendVersioned(reply, shownBib(await getBib(ctx, params.id)));
    },
  );
}
