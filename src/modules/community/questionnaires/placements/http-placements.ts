import { z } from 'zod';
import { libraryName, libraryRef, resolveLibrary } from '#modules/ground/libraries';
import { idParam, isoInstant, listOf, pageQuery, type Api } from '#platform/requests/http';
import { closePlacement, linkPlacement, placeQuestionnaire, setKiosk } from './place-questionnaire.ts';
import { enterPaper } from '../answers/answer-questionnaire.ts';
import { setPopulation } from '../results/set-population.ts';
import { AUDIENCES, PLACEMENT_ROLES, PRIVACIES } from '../client.ts';
import { getPlacement, listPlacements } from './view-placements.ts';

const tags = ['placements'];
const body = z.object({
  id: z.number(),
  code: z.string().describe('it is answered at /isi/<code>'),
  questionnaire: z.object({ id: z.number(), name: z.string(), instrument: z.string() }),
  versionNumber: z.number(),
  library: libraryName,
  program: z.object({ id: z.number(), title: z.string() }).nullable(),
  session: z.object({ id: z.number(), title: z.string() }).nullable(),
  speaker: z.object({ id: z.number(), name: z.string() }).nullable(),
  service: z.string(),
  role: z.enum(PLACEMENT_ROLES),
  label: z.string(),
  audience: z.enum(AUDIENCES),
  privacy: z.enum(PRIVACIES),
  opensAt: isoInstant,
  closesAt: isoInstant.nullable(),
  closedAt: isoInstant.nullable(),
  paperUntil: isoInstant.nullable().describe('sheets of paper are entered until then'),
  population: z.number().nullable().describe('users of the service in the time of the survey; null = not known'),
  final: z.boolean().describe('no answer comes any more, so rows and texts may be read'),
  state: z.enum(['ahead', 'open', 'closed']),
  responses: z.number().describe('without names, while answers come: of how many the figures are that are seen'),
  told: z.number().describe('participants who were told that it is open'),
  kioskKey: z.string().nullable().describe('of the address of a fixed tablet; null: it has none'),
  shortCode: z.string().nullable().describe('of the short link behind the printed QR code; null: not made yet'),
  reminded: z
    .number()
    .nullable()
    .describe('of them, who were reminded before it closes (without names: all); null = not yet'),
});
const population = z
  .int()
  .min(1)
  .max(1_000_000_000)
  .nullable()
  .optional()
  .describe('users of the service in the time of the survey: how many have to answer follows from it');
const subject = z.number().int().positive().nullable().optional();
const given = z.strictObject({
  questionnaireId: z.number().int().positive(),
  library: libraryRef,
  programId: subject,
  sessionId: subject,
  speakerId: subject,
  service: z
    .string()
    .max(120)
    .nullable()
    .optional()
    .describe('a service of the library, when it is about no programme'),
  role: z.enum(PLACEMENT_ROLES),
  label: z.string().max(120).optional(),
  audience: z.enum(AUDIENCES).describe('who may answer'),
  privacy: z.enum(PRIVACIES).describe('what is kept of who answered'),
  pairWith: subject.describe('of a test after: the placement of the test before'),
  opensAt: isoInstant,
  closesAt: isoInstant.nullable().optional(),
  paperUntil: isoInstant.nullable().optional().describe('left out: a week after it closes'),
  population,
});

/** Where questionnaires are asked. */
export function placementRoutes(api: Api): void {
  api.get(
    '/placements',
    {
      config: { access: { may: ['questionnaires.manage', 'responses.read'] } },
      schema: {
        tags,
        summary: 'Where questionnaires are asked, the newest first',
        querystring: z.object({
          questionnaireId: z.coerce.number().int().positive().optional(),
          programId: z.coerce.number().int().positive().optional(),
          ...pageQuery,
        }),
        response: { 200: listOf(body) },
      },
    },
    async ({ ctx, query: { questionnaireId, programId, ...page } }) =>
      listPlacements(ctx, {
        ...page,
        ...(questionnaireId !== undefined && { questionnaireId }),
        ...(programId !== undefined && { programId }),
      }),
  );
  api.get(
    '/placements/:id',
    {
      config: { access: { may: ['questionnaires.manage', 'responses.read'] } },
      schema: { tags, summary: 'One of them', params: idParam, response: { 200: body } },
    },
    async ({ ctx, params }) => getPlacement(ctx, params.id),
  );
  api.post(
    '/placements',
    {
      config: { access: { may: 'questionnaires.manage' } },
      schema: { tags, summary: 'Ask a questionnaire somewhere', body: given, response: { 201: body } },
    },
    async ({ ctx, body: { library, ...input } }, reply) => {
      const { id: libraryId } = await resolveLibrary(ctx, library);
      const id = await placeQuestionnaire(ctx, { ...input, libraryId });
      return reply.code(201).send(await getPlacement(ctx, id));
    },
  );
  api.post(
    '/placements/:id/close',
    {
      config: { access: { may: 'questionnaires.manage' } },
      schema: {
        tags,
        summary: 'End the answering; with one test of a pair both end, and the key of their codes is destroyed',
        params: idParam,
        response: { 200: body },
      },
    },
    async ({ ctx, params }) => {
      await closePlacement(ctx, params.id);
      return getPlacement(ctx, params.id);
    },
  );
  api.put(
    '/placements/:id/population',
    {
      config: { access: { may: 'questionnaires.manage' } },
      schema: {
        tags,
        summary: 'Say how many people use the service in the time of the survey',
        params: idParam,
        body: z.strictObject({ population: z.int().min(1).max(1_000_000_000).nullable() }),
        response: { 200: body },
      },
    },
    async ({ ctx, params, body: { population: users } }) => {
      await setPopulation(ctx, params.id, users);
      return getPlacement(ctx, params.id);
    },
  );
  api.put(
    '/placements/:id/kiosk',
    {
      config: { access: { may: 'questionnaires.manage' } },
      schema: {
        tags,
        summary: 'Give a fixed tablet an address of its own, or another; the old one works no more',
        params: idParam,
        response: { 200: body },
      },
    },
    async ({ ctx, params }) => {
      await setKiosk(ctx, params.id, true);
      return getPlacement(ctx, params.id);
    },
  );
  api.delete(
    '/placements/:id/kiosk',
    {
      config: { access: { may: 'questionnaires.manage' } },
      schema: { tags, summary: 'Take its address from a fixed tablet', params: idParam, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await setKiosk(ctx, params.id, false);
      return reply.code(204).send(null);
    },
  );
  api.put(
    '/placements/:id/link',
    {
      config: { access: { may: 'questionnaires.manage' } },
      schema: {
        tags,
        summary: 'Make the short link behind the printed QR code, once; needs links.manage too',
        params: idParam,
        response: { 200: z.object({ shortCode: z.string() }) },
      },
    },
    async ({ ctx, params }) => ({ shortCode: await linkPlacement(ctx, params.id) }),
  );
  api.post(
    '/placements/:id/sheets',
    {
      config: { access: { may: 'questionnaires.manage' } },
      schema: {
        tags,
        summary: 'Enter a sheet of paper by the token that is printed on it, once',
        params: idParam,
        body: z.strictObject({
          sheet: z.string().min(1).max(40).describe('the token'),
          answers: z.record(z.string().max(60), z.unknown()).describe('by question'),
        }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body: { sheet, answers } }, reply) => {
      await enterPaper(ctx, { placementId: params.id, sheet, answers });
      return reply.code(204).send(null);
    },
  );
}
