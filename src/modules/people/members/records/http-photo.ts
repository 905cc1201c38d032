import { z } from 'zod';
import type { Api } from '#platform/requests/http';
import { receiveForm, type FileForm } from '#platform/requests/receive-form';
import type { Storage } from '#platform/storage';
import { PHOTO_MEGABYTES } from '../client.ts';
import { openMemberPhoto, setMemberPhoto } from './member-photo.ts';

const form = {
  file: 'photo',
  megabytes: PHOTO_MEGABYTES,
  mediaTypes: ['image/jpeg', 'image/png', 'image/webp'],
  required: true,
  fields: z.object({}),
} satisfies FileForm;
const byNumber = z.object({ number: z.string().min(1).max(40) });

/** The photo on a member's card. */
export function photoRoutes(api: Api, storage: Storage): void {
  const tags = ['members'];
  const path = '/members/:number/photo';
  api.get(
    path,
    {
      config: { access: { may: 'members.read', orMember: true }, gives: ['image/webp'] },
      schema: { tags, summary: 'The photo of a member; members have their own', params: byNumber },
    },
    async ({ ctx, params }, reply) => reply.type('image/webp').send(await openMemberPhoto(ctx, storage, params.number)),
  );
  api.put(
    path,
    {
      config: { access: { may: 'members.edit' }, form },
      schema: {
        tags,
        summary:
          'Put a photo in place of the one before; made anew, 3:4; of a child once its guardian agreed to the card',
        params: byNumber,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { file } = await receiveForm(request, form);
      const bytes = new Uint8Array(await (file ?? new Blob()).arrayBuffer());
      await setMemberPhoto(request.ctx, storage, request.params.number, bytes);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    path,
    {
      config: { access: { may: 'members.edit' } },
      schema: { tags, summary: 'Take the photo away', params: byNumber, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await setMemberPhoto(ctx, storage, params.number, null);
      return reply.code(204).send(null);
    },
  );
}
