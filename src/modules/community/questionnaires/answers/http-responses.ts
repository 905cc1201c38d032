import { z } from 'zod';
import { idText } from '#platform/requests/bounds';
import { cutPage, idParam, isoInstant, listOf, pageQuery, type Api } from '#platform/requests/http';
import type { Storage } from '#platform/storage';
import { answerQuestionnaire } from './answer-questionnaire.ts';
import { listResponses } from './list-responses.ts';
import { openForm } from './open-form.ts';
import { CHANNELS } from '../client.ts';
import { ABSENCES } from '../rules/absence.ts';
import { viewUnitIkm } from '../results/view-ikm.ts';
import { viewResults } from '../results/view-results.ts';

const tags = ['responses'];
const words = z.object({ id: z.string(), en: z.string() });
const share = z.object({ count: z.number(), share: z.number(), low: z.number(), high: z.number() });
const absence = z
  .enum(ABSENCES)
  .describe('not_asked: of nobody; unanswered: asked, and nobody said anything; too_few: fewer than five did');
const item = z.object({
  id: z.string(),
  kind: z.string(),
  label: words,
  n: z.number(),
  hidden: z.boolean().describe('nothing is told of it'),
  absent: absence.nullable().describe('why; null = it is told'),
  counts: z.array(z.object({ value: z.string(), label: words, count: z.number(), score: z.number().nullable() })),
  mean: z.number().nullable(),
  highest: z.number().nullable(),
  percent: z.number().nullable().describe('Σ score × frequency ÷ (highest × n), in percent'),
  topTwo: share.nullable().describe('the two best scores, with Wilson’s interval of 95 %; from ten answers on'),
  right: z.number().nullable(),
  median: z.number().nullable(),
});
const interval = z.object({ low: z.number(), high: z.number() });
const moved = z.object({
  mean: z.number().describe('there'),
  n: z.number(),
  change: z.number().describe('here less there'),
  method: z.enum(['paired', 'independent']).describe('the same people by name, or two groups (Welch)'),
  interval: interval.nullable().describe('of the change, 95 %; null: nobody differs from anybody'),
  top: interval
    .extend({ change: z.number() })
    .nullable()
    .describe('the share of the two best scores, with Newcombe’s interval'),
});
const ikmValue = z.object({
  hundredths: z.number(),
  grade: z.enum(['A', 'B', 'C', 'D']).nullable().describe('null: below the lowest band'),
});
const ikm = ikmValue.extend({
  complete: z.number().describe('sheets with all nine elements'),
  printed: ikmValue.describe('with the weight as it is printed, 0.11 instead of 1/9'),
  own: ikmValue.nullable().describe('with the questionnaire’s own weights; null: it has none'),
});
const sampled = z
  .object({ population: z.number(), needed: z.number().describe('Krejcie & Morgan, 95 %') })
  .nullable()
  .describe('null: nobody said how many use the service');
const gain = z.object({
  pairs: z.number(),
  before: z.number(),
  after: z.number(),
  gain: z.number(),
  interval: interval.nullable().describe('95 %, paired t; null: all gained alike'),
  normalised: z.number().nullable(),
});
const aside = z.object({ n: z.number(), mean: z.number().nullable() });
const results = z.object({
  n: z.number(),
  hidden: z.boolean().describe('fewer than five answers: nothing is shown'),
  warning: z.enum(['few', 'rough']).nullable().describe('fewer than ten, fewer than thirty'),
  items: z.array(item),
  reliability: z.object({ alpha: z.number(), n: z.number() }).nullable(),
  ikm: ikm.nullable(),
  test: z.object({ mean: z.number(), n: z.number() }).nullable(),
  absent: z
    .object({
      reliability: z.enum([...ABSENCES, 'no_spread']).nullable(),
      ikm: absence.nullable(),
      test: absence.nullable(),
    })
    .describe('why one of them is null'),
  paired: z.object({ gain: gain.nullable(), onlyBefore: aside, onlyAfter: aside, sealed: z.boolean() }).nullable(),
  pairAbsent: z
    .enum(['not_asked', 'not_yet'])
    .nullable()
    .describe('why `paired` is null: no test of a pair, or answers still come'),
  compared: z
    .object({
      placementId: z.number(),
      n: z.number(),
      hidden: z.boolean().describe('fewer than ten on one of the sides'),
      items: z.record(z.string(), moved),
      absent: z.record(z.string(), z.enum([...ABSENCES, 'other_scale'])).describe('why an item is not compared'),
      test: moved.nullable(),
    })
    .nullable()
    .describe('with `compareWith`'),
});

/** Answering, and what came of it. */
export function responseRoutes(api: Api, storage: Storage): void {
  api.get(
    '/placement-codes/:code',
    {
      config: { access: { secret: 'the code of the placement' } },
      schema: {
        tags,
        summary: 'What is asked under a code, and whether one may answer',
        params: z.object({ code: z.string().max(20) }),
        querystring: z.object({ key: z.string().max(40).optional() }),
        response: {
          200: z.object({
            access: z.enum(['ready', 'ahead', 'closed', 'answered', 'needs_key', 'needs_member']),
            privacy: z.string(),
            content: z.looseObject({}),
          }),
        },
      },
    },
    async ({ ctx, params, query }) => {
      const { access, placement, content } = await openForm(ctx, { ...params, key: query.key ?? null });
      // which answers of a test are right is not told to those who take it
      const questions = content.questions.map((question) => ({
        ...question,
        options: question.options.map(({ value, label }) => ({ value, label })),
      }));
      return { access, privacy: placement.privacy, content: { ...content, questions } };
    },
  );
  api.post(
    '/responses',
    {
      config: { access: { secret: 'the code of the placement' }, nameless: true },
      schema: {
        tags,
        summary: 'Answer, once per person; without a name nothing is kept of who or when',
        description:
          'With an `Idempotency-Key` that is drawn by lot, an answer that is sent again is one, also where nobody is known: the key is kept for a day with what was said, and with nothing of who said it.',
        body: z.strictObject({
          placement: z.string().max(20).describe('its code'),
          answers: z.record(z.string().max(60), z.unknown()).describe('by question'),
          key: z
            .string()
            .max(40)
            .optional()
            .describe('of a participant who is not signed in: from the link that they were sent; a ticket is none'),
        }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, body: { placement, answers, key } }, reply) => {
      await answerQuestionnaire(ctx, storage, { code: placement, answers, key: key ?? null });
      return reply.code(204).send(null);
    },
  );
  api.get(
    '/responses',
    {
      config: { access: { may: 'responses.read' } },
      schema: {
        tags,
        summary: 'Single answers of a placement; without names when no more can come, from five on, in no order',
        querystring: z.object({ placementId: idText, ...pageQuery }),
        response: {
          200: listOf(
            z.object({
              answers: z.looseObject({}),
              missing: z.record(z.string(), absence).describe('by question, or row of a matrix: why it is blank'),
              channel: z.enum(CHANNELS).nullable().describe('null = few came that way'),
              name: z.string().nullable().describe('named answers only'),
              answeredAt: isoInstant.nullable(),
            }),
          ),
        },
      },
    },
    async ({ ctx, query }) => {
      const { responses } = await listResponses(ctx, query.placementId);
      // by its place in the list: an answer has no name outside
      const rows = responses.map((one, nth) => ({ ...one, nth, answers: { ...one.answers } }));
      return cutPage(rows, query, ({ nth }) => nth);
    },
  );
  api.get(
    '/placements/:id/results',
    {
      config: { access: { may: 'responses.read' } },
      schema: {
        tags,
        summary:
          'Answers in figures; without names, while answers come, those of a while ago: they move by five answers and more',
        params: idParam,
        querystring: z.object({
          compareWith: z.coerce
            .number()
            .int()
            .positive()
            .optional()
            .describe('another placement of the same questionnaire or instrument'),
        }),
        response: { 200: results },
      },
    },
    async ({ ctx, params, query }) => {
      const { compared, ...rest } = await viewResults(ctx, params.id, query.compareWith ?? null);
      return { ...rest, compared: compared && { ...compared, placementId: compared.placement.id } };
    },
  );
  api.get(
    '/placements/:id/ikm',
    {
      config: { access: { may: 'responses.read' } },
      schema: {
        tags,
        summary:
          'The public satisfaction index of all services of the library in the year of a placement, joined by respondents and by services',
        params: idParam,
        response: {
          200: z.object({
            year: z.string(),
            services: z.array(
              z.object({
                placementId: z.number(),
                service: z.string(),
                ikm: ikm.nullable(),
                absent: absence.nullable(),
                sampled,
              }),
            ),
            joined: z
              .object({ byRespondents: ikmValue, byServices: ikmValue, complete: z.number(), services: z.number() })
              .nullable()
              .describe('null: fewer than two services have an index'),
          }),
        },
      },
    },
    async ({ ctx, params }) => {
      const { services, ...unit } = await viewUnitIkm(ctx, params.id);
      return {
        ...unit,
        services: services.map(({ placement, ...one }) => ({
          ...one,
          placementId: placement.id,
          service: placement.service,
        })),
      };
    },
  );
}
