import { z } from 'zod';
import { idParam, type Api } from '#platform/requests/http';
import { receiveForm, type FileForm } from '#platform/requests/receive-form';
import type { Storage } from '#platform/storage';
import { EVIDENCE_MEGABYTES } from '../client.ts';
import { handOf, participants } from '../boards/http-hand.ts';
import { needRights } from './own-plan.ts';
import { removeMilestone, tickMilestone } from './move-plan.ts';
import { addFile, EVIDENCE_DOCUMENTS, openEvidence, removeEvidence } from './plan-evidence.ts';

const form = {
  file: 'file',
  megabytes: EVIDENCE_MEGABYTES,
  mediaTypes: ['image/jpeg', 'image/png', 'image/webp', ...EVIDENCE_DOCUMENTS],
  required: true,
  fields: z.object({ title: z.string().max(150) }),
} satisfies FileForm;
const none = { 204: z.null() };
const milestone = idParam.extend({ milestone: idParam.shape.id });

/** Files that show what became of a plan, and its steps. */
export function evidenceRoutes(api: Api, storage: Storage): void {
  const tags = ['action plans'];
  const config = { access: participants };
  api.post(
    '/action-plans/:id/files',
    {
      config: { ...config, form },
      schema: {
        tags,
        summary: 'Add evidence: a photo (made anew, without where it was taken), a PDF or an office file',
        params: idParam,
        response: none,
      },
    },
    async (request, reply) => {
      const { ctx, params } = request;
      const hand = handOf(request);
      // nobody else's file is read at all
      await needRights(ctx, params.id, hand);
      const { file, input } = await receiveForm(request, form);
      await addFile(ctx, storage, { planId: params.id, title: input.title, file: file ?? new Blob() }, hand);
      return reply.code(204).send(null);
    },
  );
  api.get(
    '/plan-evidence/:id/file',
    {
      config: { access: 'public', gives: ['image/webp', ...EVIDENCE_DOCUMENTS] },
      schema: { tags, summary: 'A file of evidence, for whoever may see its plan', params: idParam },
    },
    async (request, reply) => {
      const { ctx, params } = request;
      const { title, mediaType, isPhoto, stream } = await openEvidence(ctx, storage, params.id, handOf(request));
      const way = isPhoto ? 'inline' : 'attachment';
      return reply
        .type(mediaType)
        .header('content-disposition', `${way}; filename*=UTF-8''${encodeURIComponent(title)}`)
        .header('content-security-policy', "default-src 'none'; sandbox")
        .send(stream);
    },
  );
  api.delete(
    '/plan-evidence/:id',
    { config, schema: { tags, summary: 'Take evidence away for good', params: idParam, response: none } },
    async (request, reply) => {
      await removeEvidence(request.ctx, storage, request.params.id, handOf(request));
      return reply.code(204).send(null);
    },
  );
  api.patch(
    '/action-plans/:id/milestones/:milestone',
    {
      config,
      schema: {
        tags,
        summary: 'A step is taken, or is not after all',
        params: milestone,
        body: z.strictObject({ done: z.boolean() }),
        response: none,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await tickMilestone(ctx, params.id, { id: params.milestone, done: body.done }, handOf(request));
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/action-plans/:id/milestones/:milestone',
    { config, schema: { tags, summary: 'Take a step out', params: milestone, response: none } },
    async (request, reply) => {
      await removeMilestone(request.ctx, request.params.id, request.params.milestone, handOf(request));
      return reply.code(204).send(null);
    },
  );
}
