import { z } from 'zod';
import { libraryName, libraryRef, resolveLibrary } from '#modules/ground/libraries';
import { etagOf, expectedVersion, idParam, isoInstant, listOf, pageQuery, type Api } from '#platform/requests/http';
import { listInstruments } from './instruments/index.ts';
import { contentInput } from './schema.ts';
import { getQuestionnaire, listQuestionnaires } from './view-questionnaires.ts';
import { changeContent, changeQuestionnaire, copyInstrument, createQuestionnaire } from './write-questionnaire.ts';

const tags = ['questionnaires'];
const body = z.object({
  id: z.number(),
  library: libraryName,
  name: z.string(),
  instrument: z.string().describe('the standard instrument that it was copied from; empty = none'),
  changedAt: isoInstant,
  archivedAt: isoInstant.nullable(),
  version: z.number(),
  frozen: z.boolean().describe('it is asked already: a change becomes the next version'),
  placements: z.number(),
  responses: z.number(),
});
const detail = body.extend({ versionId: z.number(), revision: z.number(), content: z.looseObject({}) });
const given = z.strictObject({
  library: libraryRef,
  name: z.string().max(120),
  content: contentInput,
});

/** Questionnaires and the standard instruments that they may be copied from. */
export function questionnaireRoutes(api: Api): void {
  api.get(
    '/questionnaires',
    {
      config: { access: { may: 'questionnaires.manage' } },
      schema: {
        tags,
        summary: 'Questionnaires of the libraries where one manages them, the latest change first',
        querystring: z.object({ archived: z.stringbool().default(false), ...pageQuery }),
        response: { 200: listOf(body) },
      },
    },
    async ({ ctx, query }) => listQuestionnaires(ctx, query),
  );
  api.get(
    '/questionnaires/instruments',
    {
      config: { access: { may: 'questionnaires.manage' } },
      schema: {
        tags,
        summary: 'Standard instruments to be copied',
        response: {
          200: listOf(
            z.object({
              key: z.string(),
              title: z.object({ id: z.string(), en: z.string() }),
              questions: z.number(),
            }),
          ),
        },
      },
    },
    () => ({ data: listInstruments(), next: null }),
  );
  api.get(
    '/questionnaires/:id',
    {
      config: { access: { may: 'questionnaires.manage' } },
      schema: { tags, summary: 'One with what it asks', params: idParam, response: { 200: detail } },
    },
    async ({ ctx, params }, reply) => {
      const found = await getQuestionnaire(ctx, params.id);
      void reply.header('etag', etagOf(found.revision));
      return { ...found, content: { ...found.content } };
    },
  );
  api.post(
    '/questionnaires',
    {
      config: { access: { may: 'questionnaires.manage' } },
      schema: { tags, summary: 'Make one', body: given, response: { 201: detail } },
    },
    async ({ ctx, body: { library, ...input } }, reply) => {
      const { id: libraryId } = await resolveLibrary(ctx, library);
      const made = await getQuestionnaire(ctx, await createQuestionnaire(ctx, libraryId, input));
      return reply.code(201).send({ ...made, content: { ...made.content } });
    },
  );
  api.post(
    '/questionnaires/instruments/:key/adopt',
    {
      config: { access: { may: 'questionnaires.manage' } },
      schema: {
        tags,
        summary: 'Copy a standard instrument',
        params: z.object({ key: z.string().max(40) }),
        body: z.strictObject({ library: libraryRef }),
        response: { 201: detail },
      },
    },
    async ({ ctx, params, body: { library } }, reply) => {
      const { id: libraryId } = await resolveLibrary(ctx, library);
      const made = await getQuestionnaire(ctx, (await copyInstrument(ctx, libraryId, params.key)).id);
      return reply.code(201).send({ ...made, content: { ...made.content } });
    },
  );
  api.put(
    '/questionnaires/:id/content',
    {
      config: { access: { may: 'questionnaires.manage' }, ifMatch: true },
      schema: {
        tags,
        summary:
          'Change what it asks; `If-Match` is the revision that was read. With answers this makes the next version',
        params: idParam,
        body: contentInput.strict(),
        response: { 200: detail },
      },
    },
    async (request) => {
      const { ctx, params, body: content } = request;
      const { versionId } = await getQuestionnaire(ctx, params.id);
      await changeContent(ctx, { id: params.id, versionId, revision: expectedVersion(request), content });
      const changed = await getQuestionnaire(ctx, params.id);
      return { ...changed, content: { ...changed.content } };
    },
  );
  api.patch(
    '/questionnaires/:id',
    {
      config: { access: { may: 'questionnaires.manage' } },
      schema: {
        tags,
        summary: 'Rename it, or take it from the list',
        params: idParam,
        body: z.strictObject({ name: z.string().max(120).optional(), archived: z.boolean().optional() }),
        response: { 200: body },
      },
    },
    async ({ ctx, params, body: changes }) => {
      await changeQuestionnaire(ctx, params.id, changes);
      return getQuestionnaire(ctx, params.id);
    },
  );
}
