import { z } from 'zod';
import { idParam, isoInstant, listOf, type Api } from '#platform/requests/http';
import { SPEAKER_ANSWERS, SPEAKER_ROLES } from '../client.ts';
import { addSpeaker, changeSpeaker, noteSpeakerAnswer, removeSpeaker } from './edit-speakers.ts';
import { inviteSpeaker } from './invite-speakers.ts';
import { listSpeakers } from '../planning/view-programs.ts';

const body = z.object({
  name: z.string().min(1).max(120),
  title: z.string().max(200).default('').describe('position and institution'),
  email: z.union([z.literal(''), z.email()]).default(''),
  role: z.enum(SPEAKER_ROLES).default('speaker'),
  language: z.enum(['id', 'en']).default('id').describe('in which they are written to'),
});
const speakerSchema = body.extend({
  id: z.number(),
  programId: z.number(),
  invitedAt: isoInstant.nullable(),
  sentCount: z.number().describe('how often the invitation was sent by e-mail'),
  sentAt: isoInstant.nullable(),
  answer: z.enum(SPEAKER_ANSWERS).nullable(),
  answeredAt: isoInstant.nullable(),
  answeredBy: z.enum(['speaker', 'staff']).nullable(),
  answerNote: z.string(),
});

/** Speakers, facilitators and moderators, and what they answer to their invitation. */
export function speakerRoutes(api: Api): void {
  const tags = ['programs'];
  const config = { access: { may: 'programs.manage' } } as const;
  const none = { 204: z.null() };
  api.get(
    '/programs/:id/speakers',
    {
      config,
      schema: {
        tags,
        summary: 'Who speaks, and what they answered; for the staff of the programme',
        params: idParam,
        response: { 200: listOf(speakerSchema) },
      },
    },
    async ({ ctx, params }) => ({ data: await listSpeakers(ctx, params.id), next: null }),
  );
  api.post(
    '/programs/:id/speakers',
    {
      config,
      schema: {
        tags,
        summary: 'Add a speaker, facilitator or moderator',
        params: idParam,
        body,
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, params, body: input }, reply) =>
      reply.code(201).send({ id: await addSpeaker(ctx, params.id, input) }),
  );
  api.put(
    '/program-speakers/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Write anew who a speaker is; what waits to be sent goes to the new address',
        params: idParam,
        body,
        response: none,
      },
    },
    async ({ ctx, params, body: input }, reply) => {
      await changeSpeaker(ctx, params.id, input);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/program-speakers/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Take a speaker out; whoever was asked to come is told',
        params: idParam,
        response: none,
      },
    },
    async ({ ctx, params }, reply) => {
      await removeSpeaker(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/program-speakers/:id/send-invitation',
    {
      config,
      schema: {
        tags,
        summary: 'Send the invitation by e-mail, or again as a reminder',
        params: idParam,
        body: z.object({ sentCount: z.int().min(0).describe('as it was read: asked twice, it is sent once') }),
        response: { 200: z.object({ sent: z.boolean().describe('false: it was made already') }) },
      },
    },
    async ({ ctx, params, body: { sentCount } }) => ({ sent: await inviteSpeaker(ctx, params.id, sentCount) }),
  );
  api.post(
    '/program-speakers/:id/record-answer',
    {
      config,
      schema: {
        tags,
        summary: 'Write down that a speaker was asked otherwise, or what they answered',
        params: idParam,
        body: z.object({ said: z.enum(['invited', ...SPEAKER_ANSWERS]) }),
        response: none,
      },
    },
    async ({ ctx, params, body: { said } }, reply) => {
      await noteSpeakerAnswer(ctx, params.id, said);
      return reply.code(204).send(null);
    },
  );
}
