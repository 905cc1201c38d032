import { z } from 'zod';
import { addBlockRoute, blockRoutes } from '#modules/ground/content';
import { nameLibraries, resolveLibraryId } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import {
  decodeCursor,
  encodeCursor,
  expectedVersion,
  idParam,
  isoInstant,
  listOf,
  sendVersioned,
  type Api,
  type ApiModule,
} from '#platform/requests/http';
import type { Services } from '#platform/services';
import { archiveRoutes } from './http-archive.ts';
import { beginBody, lineSchema, previewSchema, resultsSchema, tags, writtenSchema, access } from './http-shapes.ts';
import {
  approveLetter,
  cancelLetter,
  removeLetter,
  reopenLetter,
  scheduleLetter,
  submitLetter,
} from './moving/move-letter.ts';
import { letterResults } from './reading/results.ts';
import { getLetter, listLetters } from './reading/staff-letters.ts';
import { checkLetter } from './rendering/check-letter.ts';
import { previewLetter } from './rendering/render-letter.ts';
import { LETTER_STATES } from './rules/terms.ts';
import { cancelInput, headInput } from './schema.ts';
import { whatsappReach } from './sending/audience.ts';
import { sendSample } from './sending/send-sample.ts';
import { beginLetter } from './writing/begin-letter.ts';
import { saveHead } from './writing/save-head.ts';
import {
  addLetterBlock,
  moveLetterBlock,
  putLetterBlockBack,
  removeLetterBlock,
  saveLetterBlock,
} from './writing/write-letter.ts';

const BLOCKS = { at: '/newsletters/:id', access, tags };
const offsetShape = z.tuple([z.number().int().nonnegative().max(100_000)]);
const inLanguage = z.object({ language: z.enum(['id', 'en']).default('id') });
type Needs = Pick<Services, 'config' | 'mailer'>;

async function written(ctx: Ctx, id: number) {
  const { libraryId, writing, ...letter } = await getLetter(ctx, id);
  return { ...letter, library: (await nameLibraries(ctx))(libraryId), blocks: writing.blocks };
}

function letters(api: Api): void {
  api.get(
    '/newsletters',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Letters that somebody may write, those changed last first',
        querystring: z.object({
          state: z.enum(LETTER_STATES).default('draft'),
          cursor: z.string().max(200).optional(),
          limit: z.coerce.number().int().min(1).max(100).default(50),
        }),
        response: { 200: listOf(lineSchema) },
      },
    },
    async ({ ctx, query: { state, cursor, limit } }) => {
      const [offset] = decodeCursor(cursor, offsetShape) ?? [0];
      const { letters: lines, more } = await listLetters(ctx, { states: [state], limit, offset });
      const nameOf = await nameLibraries(ctx);
      const data = lines.map(({ libraryId, ...line }) => ({ ...line, library: nameOf(libraryId) }));
      return { data, next: more ? encodeCursor([offset + limit]) : null };
    },
  );
  api.post(
    '/newsletters',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Begin a letter, as a draft',
        body: beginBody,
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, body: { library, subject } }, reply) =>
      reply
        .code(201)
        .send({ id: await beginLetter(ctx, { subject, libraryId: await resolveLibraryId(ctx, library) }) }),
  );
  api.get(
    '/newsletters/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'A letter with its words as they stand',
        params: idParam,
        response: { 200: writtenSchema },
      },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await written(ctx, params.id)),
  );
  api.put(
    '/newsletters/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Write what stands over a letter and who is to have it; whoever was to read it is asked anew',
        params: idParam,
        body: headInput,
        response: { 200: writtenSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await saveHead(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await written(ctx, params.id));
    },
  );
  api.delete(
    '/newsletters/:id',
    {
      config: { access, ifMatch: true },
      schema: { tags, summary: 'Delete a draft', params: idParam, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await removeLetter(request.ctx, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
}

function moves(api: Api, { config }: Needs): void {
  const origin = config.publicUrl;
  const acts = {
    submit: {
      says: 'Ask a second person to read and approve a letter',
      does: async (ctx: Ctx, id: number, version: number) => submitLetter(ctx, id, { version, origin }),
    },
    approve: {
      says: 'Approve a letter that somebody else submitted: that and nothing else is sent',
      does: async (ctx: Ctx, id: number, version: number) => approveLetter(ctx, id, { version, origin }),
    },
    reopen: { says: 'Take the approval of a letter back, so that it can be written again', does: reopenLetter },
  };
  for (const [name, { says, does }] of Object.entries(acts)) {
    api.post(
      `/newsletters/:id/${name}`,
      {
        config: { access, ifMatch: true },
        schema: { tags, summary: says, params: idParam, response: { 200: writtenSchema } },
      },
      async (request, reply) => {
        await does(request.ctx, request.params.id, expectedVersion(request));
        return sendVersioned(reply, await written(request.ctx, request.params.id));
      },
    );
  }
  api.post(
    '/newsletters/:id/set-time',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Have an approved letter go out, now or at an hour',
        params: idParam,
        body: z.object({ sendAt: isoInstant.nullable().default(null).describe('null = now') }),
        response: { 200: writtenSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await scheduleLetter(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await written(ctx, params.id));
    },
  );
  api.post(
    '/newsletters/:id/cancel',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Call a letter off for good: what was not sent is not sent',
        params: idParam,
        body: cancelInput,
        response: { 200: writtenSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await cancelLetter(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await written(ctx, params.id));
    },
  );
}

function looking(api: Api, { config, mailer }: Needs): void {
  const origin = config.publicUrl;
  api.get(
    '/newsletters/:id/mail',
    {
      config: { access },
      schema: {
        tags,
        summary: 'A letter as receivers will have it, and what is to be looked at before',
        params: idParam,
        querystring: inLanguage,
        response: { 200: previewSchema },
      },
    },
    async ({ ctx, params, query }) => ({
      ...(await previewLetter(ctx, params.id, { origin, locale: query.language })),
      whatsapp: await whatsappReach(ctx, params.id),
      checks: await checkLetter(ctx, params.id, origin),
    }),
  );
  api.post(
    '/newsletters/:id/try',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Send a letter as it stands to the address of the own account; ten an hour',
        params: idParam,
        body: inLanguage,
        response: { 200: z.object({ email: z.string() }) },
      },
    },
    async ({ ctx, params, body }) => ({
      email: await sendSample(ctx, mailer, params.id, { origin, locale: body.language }),
    }),
  );
  api.get(
    '/newsletters/:id/results',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What came of a letter, without naming anybody; null before it is sent',
        params: idParam,
        response: { 200: resultsSchema },
      },
    },
    async ({ ctx, params }) => ({ results: await letterResults(ctx, params.id) }),
  );
}

/** Letters to subscribers, for those who write them, and the archive for everybody. */
const newslettersApi: ApiModule = (api, services) => {
  letters(api);
  addBlockRoute(api, BLOCKS, { add: addLetterBlock });
  blockRoutes(api, BLOCKS, {
    save: saveLetterBlock,
    remove: removeLetterBlock,
    putBack: putLetterBlockBack,
    move: moveLetterBlock,
  });
  moves(api, services);
  looking(api, services);
  archiveRoutes(api);
};

/** Its routes. */
export const api: readonly ApiModule[] = [newslettersApi];
