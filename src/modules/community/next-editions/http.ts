import { z } from 'zod';
import { day } from '#platform/requests/bounds';
import type { Ctx } from '#platform/context';
import { idParam, isoInstant, type ApiModule } from '#platform/requests/http';
import { SESSION_FORMATS } from '#modules/community/programs/client';
import { agendaWords } from './agenda-words.ts';
import { draftNextEdition } from './draft-next-edition.ts';
import { addLine, changeLine, moveLine, removeLine, viewDraft } from './edit-draft.ts';
import { nextEditionErrors } from './errors.ts';
import { makeProgram } from './make-program.ts';

const line = z.object({
  title: z.string().min(1).max(200),
  format: z.enum(SESSION_FORMATS),
  jp: z.int().min(1).max(20).describe('lesson hours of 45 minutes'),
});
const few = z.number().optional();
const draftSchema = z.object({
  programId: z.number(),
  lines: z.array(
    line.extend({
      id: z.number(),
      reason: z.looseObject({ kind: z.string() }).describe('with the figures of the day it was drafted'),
    }),
  ),
  tooFew: z
    .object({ evaluation: few, ideas: few, plans: few })
    .describe('sources that were left out, with how many answers, votes or plans they had'),
  draftedAt: isoInstant,
  draftedBy: z.string(),
  madeProgramId: z.number().nullable().describe('null: no programme was made of it yet'),
});
const lineParams = idParam.extend({ line: idParam.shape.id });

async function shown(ctx: Ctx, programId: number) {
  const draft = await viewDraft(ctx, programId);
  if (!draft) throw nextEditionErrors.notFound();
  return { ...draft, lines: draft.lines.map((one) => ({ ...one, reason: { ...one.reason } })) };
}

/** The agenda of the next edition of a programme. */
const nextEditionsApi: ApiModule = (api) => {
  const tags = ['programs'];
  const config = { access: { may: 'programs.manage' } } as const;
  const path = '/programs/:id/next-edition';
  const response = { 200: draftSchema };
  api.get(
    path,
    { config, schema: { tags, summary: 'The draft of the next edition', params: idParam, response } },
    async ({ ctx, params }) => shown(ctx, params.id),
  );
  api.put(
    path,
    {
      config,
      schema: {
        tags,
        summary: 'Draft it, or draft it anew, from what this edition left behind: evaluation, ideas, plans, searches',
        params: idParam,
        response,
      },
    },
    async ({ ctx, params }) => {
      await draftNextEdition(ctx, params.id, agendaWords(ctx.locale));
      return shown(ctx, params.id);
    },
  );
  api.post(
    `${path}/lines`,
    {
      config,
      schema: {
        tags,
        summary: 'Add a line of one’s own at the end, with the reason for it',
        params: idParam,
        body: line.extend({ note: z.string().min(1).max(300) }),
        response: { 201: draftSchema },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await addLine(ctx, params.id, body);
      return reply.code(201).send(await shown(ctx, params.id));
    },
  );
  api.put(
    `${path}/lines/:line`,
    {
      config,
      schema: {
        tags,
        summary: 'Change words, kind and length of a line; its reason stays',
        params: lineParams,
        body: line,
        response,
      },
    },
    async ({ ctx, params, body }) => {
      await changeLine(ctx, params.id, params.line, body);
      return shown(ctx, params.id);
    },
  );
  api.post(
    `${path}/lines/:line/move`,
    {
      config,
      schema: {
        tags,
        summary: 'Move a line one place up or down',
        params: lineParams,
        body: z.object({ way: z.enum(['up', 'down']) }),
        response,
      },
    },
    async ({ ctx, params, body }) => {
      await moveLine(ctx, params.id, params.line, body.way);
      return shown(ctx, params.id);
    },
  );
  api.delete(
    `${path}/lines/:line`,
    { config, schema: { tags, summary: 'Take a line off', params: lineParams, response: { 204: z.null() } } },
    async ({ ctx, params }, reply) => {
      await removeLine(ctx, params.id, params.line);
      return reply.code(204).send(null);
    },
  );
  api.post(
    `${path}/adopt`,
    {
      config,
      schema: {
        tags,
        summary: 'Make the programme of it, as a draft with its sessions laid into days; once',
        params: idParam,
        body: z.object({ startsOn: day }),
        response: { 201: z.object({ id: z.number().describe('of the new programme') }) },
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send({ id: await makeProgram(ctx, params.id, body) }),
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [nextEditionsApi];
