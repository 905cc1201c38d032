import { z } from 'zod';
import {
  libraryName,
  libraryRef,
  nameLibraries,
  resolveLibraryId,
  type NameLibraries,
} from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { idParam, isoInstant, listOf, pageQuery, type Api, type ApiModule } from '#platform/requests/http';
import { idText } from '#platform/requests/bounds';
import { ELEMENTS, FOLLOW_UP_STATES, PAPERS, POPULATION_SOURCES, ROUND_STATES, SERVICES } from './client.ts';
import type { Round } from './client.ts';
import { addFollowUp, moveFollowUp, removeFollowUp } from './follow-ups/save-follow-up.ts';
import { askPaper } from './papers/ask-paper.ts';
import { earlierApi, lineSchema } from './http-earlier.ts';
import { moveRoundTo } from './rounds/move-round.ts';
import { dropRound, planRound, setRoundPopulation } from './rounds/plan-round.ts';
import { publicRound } from './rounds/public-round.ts';
import type { RoundResults } from './rounds/round-results.ts';
import { getRound, listRounds, viewRound } from './rounds/view-rounds.ts';
import { writeSuggestions } from './rounds/write-suggestions.ts';
import { followUpInput, followUpMove, population, roundShape, suggestionsInput } from './schema.ts';

const tags = ['satisfaction'];
const read = { may: 'reports.read' } as const;
const manage = { may: 'questionnaires.manage' } as const;

const roundSchema = z.object({
  id: z.number(),
  library: libraryName.nullable().describe('null = all libraries'),
  service: z.enum(SERVICES),
  name: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  population: z.number().nullable().describe('users of the service in the period; null = not known'),
  populationSource: z.enum(POPULATION_SOURCES),
  invites: z.boolean().describe('who used the service is asked by a message, once in a quarter'),
  state: z.enum(ROUND_STATES),
  openedAt: isoInstant.nullable(),
  closedAt: isoInstant.nullable(),
  publishedAt: isoInstant.nullable(),
  suggestions: z.string().describe('what people suggested, in words of the library, a line for each'),
  suggestionsVersion: z.number(),
  placementIds: z.array(z.number()).describe('of the questionnaire, one a library (`/placements/{id}`)'),
});
const value = z.object({ hundredths: z.number(), grade: z.enum(['A', 'B', 'C', 'D']).nullable() });
const interval = z.object({ low: z.number(), high: z.number() });
const indexInterval = interval.nullable().describe('95 %, Student’s t; null: few, or others could be told');
const part = z.object({
  value: z.string(),
  count: z.number().nullable().describe('null: few, or others could be told'),
});
const followUpSchema = z.object({
  id: z.number(),
  roundId: z.number(),
  element: z.enum(ELEMENTS),
  action: z.string(),
  owner: z.string(),
  dueOn: z.string(),
  state: z.enum(FOLLOW_UP_STATES),
  reason: z.string(),
  realisation: z.string(),
  realisedOn: z.string().nullable(),
  version: z.number(),
});
const resultsSchema = z.object({
  final: z.boolean().describe('no answer comes any more'),
  n: z.number().describe('answers that may be told'),
  needed: z.number().nullable().describe('Krejcie & Morgan; null: the population is not known'),
  leftOut: z.number().describe('libraries with one to four answers, which are in no sum'),
  index: z
    .object({ total: z.number(), complete: z.number(), exact: value, printed: value, interval: indexInterval })
    .nullable()
    .describe('with weights of 1/9, and with the printed 0.11; null: no data yet'),
  elements: z.array(
    z.object({
      element: z.enum(ELEMENTS),
      n: z.number(),
      mean: z.number().nullable(),
      interval: interval.nullable().describe('95 %, Student’s t'),
      counts: z.array(z.number()).describe('of 1, 2, 3 and 4'),
      change: z.number().nullable().describe('against the round before'),
    }),
  ),
  channels: z.array(part).nullable(),
  profile: z.array(z.object({ id: z.string(), parts: z.array(part) })),
  byProfile: z.array(
    z.object({
      id: z.string(),
      groups: z.array(z.object({ value: z.string(), ikm: value.nullable(), interval: indexInterval })),
    }),
  ),
  places: z.array(z.object({ library: libraryName, n: z.number(), ikm: value.nullable(), interval: indexInterval })),
});
const shownRound = z.object({
  round: roundSchema,
  results: resultsSchema,
  followUps: z.array(followUpSchema),
  before: z.object({ round: roundSchema, followUps: z.array(followUpSchema) }).nullable(),
});

function roundBody({ places, total: _, complete: __, squares: ___, ...round }: Round): z.output<typeof roundSchema> {
  return { ...round, placementIds: places.map(({ placementId }) => placementId) };
}

/** As papers print it: of a double with all its digits the answers of a small group could be reckoned. */
const rounded = (span: { low: number; high: number } | null): { low: number; high: number } | null =>
  span && { low: Math.round(span.low * 100) / 100, high: Math.round(span.high * 100) / 100 };

function resultsBody(
  { survey, needed, index, elements }: RoundResults,
  libraryOf: NameLibraries,
): z.output<typeof resultsSchema> {
  const { isFinal, n, leftOut, channels, profile, indices, places } = survey;
  return {
    ...{ n, needed, leftOut, channels, final: isFinal },
    index: index && { ...index, interval: rounded(index.interval) },
    elements: elements.map(({ moved, ...one }) => ({ ...one, change: moved?.change ?? null })),
    profile: profile.map(({ id, parts }) => ({ id, parts })),
    byProfile: indices.map(({ id, groups }) => ({
      id,
      groups: groups.map((group) => ({ ...group, interval: rounded(group.interval) })),
    })),
    places: places.map(({ libraryId, ...place }) => ({
      ...place,
      interval: rounded(place.interval),
      library: libraryOf(libraryId),
    })),
  };
}

/** Rounds of the satisfaction survey, what follows from them, values from before. */
const satisfactionApi: ApiModule = (api, { heavy }) => {
  roundRoutes(api);
  suggestionRoutes(api);
  followUpRoutes(api);
  api.get(
    '/satisfaction',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary:
          'The latest published round, or one of them, with what follows from it and the values through the years',
        querystring: z.object({ round: idText.optional() }),
        response: {
          200: shownRound
            .extend({ line: z.array(lineSchema.extend({ interval: indexInterval })) })
            .nullable()
            .describe('null: none is published'),
        },
      },
    },
    async ({ ctx, query }) => {
      const found = await publicRound(ctx, query.round ?? null);
      return (
        found && {
          ...(await shown(ctx, found)),
          line: found.line.map((one) => ({ ...one, interval: rounded(one.interval) })),
        }
      );
    },
  );
  api.get(
    '/satisfaction-rounds/:id/papers/:paper',
    {
      config: {
        access: 'public',
        gives: ['application/pdf', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
      },
      schema: {
        tags,
        summary:
          'The report, the figures as a workbook, the poster, the cards of a round; those of a published one are for everybody',
        params: idParam.extend({ paper: z.enum(PAPERS) }),
      },
    },
    async ({ ctx, params, ip }, reply) => {
      const { mediaType, fileName, body } = await askPaper(ctx, heavy, {
        ...{ roundId: params.id, paper: params.paper, ip },
      });
      return reply.type(mediaType).header('content-disposition', `attachment; filename="${fileName}"`).send(body);
    },
  );
};

type Seen = Pick<Awaited<ReturnType<typeof viewRound>>, 'round' | 'results' | 'followUps' | 'before'>;
const shown = async (ctx: Pick<Ctx, 'db'>, { round, results, followUps, before }: Seen) => ({
  round: roundBody(round),
  results: resultsBody(results, await nameLibraries(ctx)),
  followUps,
  before: before && { round: roundBody(before.round), followUps: before.followUps },
});

function roundRoutes(api: Api): void {
  api.get(
    '/satisfaction-rounds',
    {
      config: { access: read },
      schema: {
        tags,
        summary: 'Rounds of the satisfaction survey, the latest made first',
        querystring: z.object(pageQuery),
        response: { 200: listOf(roundSchema) },
      },
    },
    async ({ ctx, query }) => {
      const { data, next } = await listRounds(ctx, query);
      return { data: data.map(roundBody), next };
    },
  );
  api.post(
    '/satisfaction-rounds',
    {
      config: { access: manage },
      schema: {
        tags,
        summary: 'Plan a round; library null = all libraries',
        body: roundShape.omit({ libraryId: true }).extend({ library: libraryRef.nullable() }),
        response: { 201: roundSchema },
      },
    },
    async ({ ctx, body: { library, ...input } }, reply) => {
      const id = await planRound(ctx, { ...input, libraryId: await resolveLibraryId(ctx, library) });
      return reply.code(201).send(roundBody(await getRound(ctx, id)));
    },
  );
  api.get(
    '/satisfaction-rounds/:id',
    {
      config: { access: read },
      schema: { tags, summary: 'A round with its results', params: idParam, response: { 200: shownRound } },
    },
    async ({ ctx, params }) => shown(ctx, await viewRound(ctx, params.id)),
  );
  api.delete(
    '/satisfaction-rounds/:id',
    {
      config: { access: manage },
      schema: { tags, summary: 'Drop a round that was never opened', params: idParam, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await dropRound(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
  api.put(
    '/satisfaction-rounds/:id/state',
    {
      config: { access: manage },
      schema: {
        tags,
        summary: 'Open, close, publish a round; from published back to closed, and from closed back to open',
        params: idParam,
        body: z.object({ state: z.enum(['open', 'closed', 'published']) }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await moveRoundTo(ctx, params.id, body.state);
      return reply.code(204).send(null);
    },
  );
  api.put(
    '/satisfaction-rounds/:id/population',
    {
      config: { access: manage },
      schema: {
        tags,
        summary: 'How many people use the service in the period; null = not known',
        params: idParam,
        body: z.object({ population }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await setRoundPopulation(ctx, params.id, body.population);
      return reply.code(204).send(null);
    },
  );
}

function suggestionRoutes(api: Api): void {
  api.put(
    '/satisfaction-rounds/:id/suggestions',
    {
      config: { access: manage },
      schema: {
        tags,
        summary: 'What people suggested, in words of the library, for everybody to read',
        params: idParam,
        body: suggestionsInput,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await writeSuggestions(ctx, params.id, body);
      return reply.code(204).send(null);
    },
  );
}

function followUpRoutes(api: Api): void {
  api.post(
    '/satisfaction-rounds/:id/follow-ups',
    {
      config: { access: manage },
      schema: {
        tags,
        summary: 'Say what is done about an element of a closed round',
        params: idParam,
        body: followUpInput,
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send({ id: await addFollowUp(ctx, params.id, body) }),
  );
  api.put(
    '/satisfaction-follow-ups/:id',
    {
      config: { access: manage },
      schema: {
        tags,
        summary: 'Move it on: running, done with what came of it, stopped with the reason',
        params: idParam,
        body: followUpMove,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await moveFollowUp(ctx, params.id, body);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/satisfaction-follow-ups/:id',
    {
      config: { access: manage },
      schema: { tags, summary: 'Take one back that has not ended', params: idParam, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await removeFollowUp(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
}

/** Its routes. */
export const api: readonly ApiModule[] = [satisfactionApi, earlierApi];
