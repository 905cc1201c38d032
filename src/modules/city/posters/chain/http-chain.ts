import { z } from 'zod';
import { HEARD_FROM } from '#modules/ground/heard-from';
import { idParam, type ApiModule } from '#platform/requests/http';
import { viewChain } from './view-chain.ts';
import { viewHeardFrom } from './view-heard-from.ts';

const tags = ['posters'];
const access = { may: 'posters.make' } as const;
const people = z.number().nullable().describe('null = too few people for it to be told');
const chainSchema = z.object({
  opened: z.number().describe('openings of all its codes, of nobody: no step follows from them'),
  leads: z.boolean().describe('to a page where one enrols'),
  steps: z.object({
    enrolled: people,
    attended: people,
    withCard: people,
    firstLoans: people.describe('so many at least, in whole tens'),
  }),
  places: z
    .array(z.object({ name: z.string(), enrolled: z.number() }))
    .describe('by which ten people and more enrolled, as far as it can be told'),
});
const answersSchema = z.object({
  total: people,
  answers: z.array(z.object({ answer: z.enum(HEARD_FROM), count: z.number() })),
  others: people.describe('all answers of fewer than ten people together'),
});
const heardSchema = z.object({
  from: z.string().describe('the first day that is counted, YYYY-MM-DD'),
  to: z.string().describe('the last one: months that have ended are counted'),
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
        response: { 200: heardSchema },
      },
    },
    async ({ ctx }) => viewHeardFrom(ctx),
  );
};
