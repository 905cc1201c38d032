import { z } from 'zod';
import { idText } from '#platform/requests/bounds';
import type { Api } from '#platform/requests/http';
import { receiveForm, type FileForm } from '#platform/requests/receive-form';
import type { Storage } from '#platform/storage';
import { WORK_MEGABYTES } from './client.ts';
import { handInWork } from './learning/hand-in.ts';

const form = {
  file: 'file',
  megabytes: WORK_MEGABYTES,
  mediaTypes: [
    'image/*',
    'application/pdf',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.oasis.opendocument.text',
  ],
  required: true,
  fields: z.object({ text: z.string().max(10_000).default('').describe('what is written beside it') }),
} satisfies FileForm;

const slug = z.string().min(1).max(120);

/** Work that is handed in with a file; what is written alone is an answer like every other. */
export function workRoutes(api: Api, storage: Storage): void {
  api.post(
    '/courses/:course/lessons/:lesson/tasks/:task/works',
    {
      config: { access: 'signed_in', form },
      schema: {
        tags: ['learning'],
        summary: 'Hand work in with a file; what was handed in before is replaced, until it is marked and done',
        params: z.object({ course: slug.describe('as in its address'), lesson: slug, task: idText }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { ctx, params } = request;
      const { task: taskId, ...at } = params;
      const { file, input } = await receiveForm(request, form);
      if (file) await handInWork(ctx, storage, { ...at, taskId, text: input.text, file }, { key: null });
      return reply.code(204).send(null);
    },
  );
}
