import { z } from 'zod';
import { idParam, isoInstant, listOf, type Api } from '#platform/requests/http';
import { receiveForm, type FileForm } from '#platform/requests/receive-form';
import type { Storage } from '#platform/storage';
import { addPhoto } from './add-photo.ts';
import { PHOTO_MEGABYTES } from './client.ts';
import { changePhotoCaption, movePhoto, removePhoto } from './edit-photos.ts';
import { getPhoto, listPhotos, openPhoto } from './view-photos.ts';

const photoSchema = z.object({
  id: z.number(),
  programId: z.number(),
  position: z.number(),
  caption: z.string(),
  width: z.number(),
  height: z.number(),
  sizeBytes: z.number(),
  addedAt: isoInstant,
  agreedBy: z.string(),
});
const form = {
  file: 'photo',
  megabytes: PHOTO_MEGABYTES,
  mediaTypes: ['image/jpeg', 'image/png', 'image/webp'],
  required: true,
  fields: z.object({
    caption: z.string().max(200),
    agreed: z
      .stringbool()
      .describe('all who can be recognised agreed to be shown in the report; for children a parent or guardian'),
  }),
} satisfies FileForm;
const params = idParam.extend({ photo: idParam.shape.id });

/** Photographs of an activity, as its report prints them. */
export function photoRoutes(api: Api, storage: Storage): void {
  const tags = ['programs'];
  const access = { may: 'programs.manage' } as const;
  api.get(
    '/programs/:id/photos',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Photographs of an activity, in the order of its report',
        params: idParam,
        response: { 200: listOf(photoSchema) },
      },
    },
    async ({ ctx, params: { id } }) => ({ data: await listPhotos(ctx, id), next: null }),
  );
  api.post(
    '/programs/:id/photos',
    {
      config: { access, form },
      schema: {
        tags,
        summary: 'Add a photograph to the report; it is made anew, without where and when it was taken',
        params: idParam,
        response: { 201: photoSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params: which } = request;
      const { file, input } = await receiveForm(request, form);
      const id = await addPhoto(ctx, storage, which.id, { ...input, photo: file ?? new Blob() });
      return reply.code(201).send(await getPhoto(ctx, { programId: which.id, id }));
    },
  );
  api.patch(
    '/programs/:id/photos/:photo',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Write other words under a photograph',
        params,
        body: z.object({ caption: z.string().min(1).max(200) }),
        response: { 200: photoSchema },
      },
    },
    async ({ ctx, params: { id: programId, photo: id }, body }) => {
      await changePhotoCaption(ctx, { programId, id }, body);
      return getPhoto(ctx, { programId, id });
    },
  );
  api.post(
    '/programs/:id/photos/:photo/move',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Move a photograph one place on in the report',
        params,
        body: z.object({ to: z.enum(['front', 'back']) }),
        response: { 200: listOf(photoSchema) },
      },
    },
    async ({ ctx, params: { id: programId, photo: id }, body }) => {
      await movePhoto(ctx, { programId, id }, body.to === 'front' ? -1 : 1);
      return { data: await listPhotos(ctx, programId), next: null };
    },
  );
  api.delete(
    '/programs/:id/photos/:photo',
    {
      config: { access },
      schema: { tags, summary: 'Take a photograph away for good', params, response: { 204: z.null() } },
    },
    async ({ ctx, params: { id: programId, photo: id } }, reply) => {
      await removePhoto(ctx, storage, { programId, id });
      return reply.code(204).send(null);
    },
  );
  api.get(
    '/programs/:id/photos/:photo/file',
    {
      config: { access, gives: ['image/jpeg'] },
      schema: { tags, summary: 'A photograph as JPEG', params },
    },
    async ({ ctx, params: { id: programId, photo: id } }, reply) => {
      const { stream } = await openPhoto(ctx, storage, { programId, id });
      return reply.type('image/jpeg').send(stream);
    },
  );
}
