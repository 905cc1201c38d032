import { z } from 'zod';
import { HEARD_FROM } from '#modules/ground/heard-from';
import { libraryRef, resolveLibraryId } from '#modules/ground/libraries';
import { idParam, type ApiModule } from '#platform/requests/http';
import { viewChain } from './view-chain.ts';
import { viewHeardFrom } from './view-heard-from.ts';

const tags = ['posters'];
const access = { may: 'posters.make' } as const;
const people = z.number().nullable().describe('null = fewer than ten people');
const chainSchema = z.object({
  opened: z.number().describe('openings of all its codes, of nobody: no step follows from them'),
  leads: z.boolean().describe('to a page where one enrols'),
  steps: z.object({ enrolled: people, attended: people, withCard: people, firstLoans: people }),
  places: z
    .array(z.object({ name: z.string(), opened: z.number(), enrolled: z.number() }))
    .describe('by which ten people and more enrolled'),
});
const answersSchema = z.object({
  total: people,
  answers: z.array(z.object({ answer: z.enum(HEARD_FROM), count: z.number() })),
  others: people.describe('all answers of fewer than ten people together'),
});
const heardSchema = z.object({
  from: z.string().describe('the first day that is counted, YYYY-MM-DD'),
  registration: answersSchema,
  enrolment: answersSchema,
});

/** What came of posters, and from where people know. */
export const chainApi: ApiModule = (api) => {
  api.get(
    '/posters/:id/chain',
    {
      config: { access },
      schema: {
        tags,
        summary:
          'What came of a poster: openings, and how far those went who enrolled by its codes; of ten people or more',
        params: idParam,
        response: { 200: chainSchema },
      },
    },
    async ({ ctx, params }) => viewChain(ctx, params.id),
  );
  api.get(
    '/heard-from',
    {
      config: { access },
      schema: {
        tags,
        summary: 'From where people know who registered or enrolled, in twelve months; of ten people or more',
        querystring: z.object({ library: libraryRef.optional() }),
        response: { 200: heardSchema },
      },
    },
    async ({ ctx, query }) => viewHeardFrom(ctx, await resolveLibraryId(ctx, query.library)),
  );
};
