import { z } from 'zod';
import { idParam, type Api, type ApiModule } from '#platform/requests/http';
import type { Services } from '#platform/services';
import { ledgerPdf } from './ledger-pdf.ts';
import { GIVEN_KINDS, GIVEN_UNITS, VALUE_RULES } from './rules/given.ts';
import { inOrder, ledgerDays, ledgerInput } from './schema.ts';
import { partnerLedger } from './view-ledger.ts';

const tags = ['partners'];
const access = { may: 'partners.manage' } as const;
const count = z.number();

const ledgerBody = z.object({
  partnerId: z.number(),
  partner: z.string().describe('empty of a person who is forgotten'),
  from: z.string(),
  until: z.string(),
  given: z.object({
    n: count,
    value: count.describe('rupiah, of those that are valued'),
    valued: count,
    lines: z.array(
      z.object({
        kind: z.enum(GIVEN_KINDS),
        n: count,
        value: count,
        valued: count,
        quantities: z.array(z.object({ unit: z.enum(GIVEN_UNITS), quantity: count })),
      }),
    ),
    rules: z.array(z.object({ rule: z.enum(VALUE_RULES), n: count, value: count })),
    hours: count,
    inHours: count.describe('contributions of which hours of people are known, not of rooms'),
  }),
  programs: z.object({
    programs: count.describe('tied, with sessions in the time'),
    sessions: count,
    reached: z.object({
      people: count.describe('each once a programme and year, of programmes with ten and more'),
      programs: count.describe('in which they were counted'),
      left: count.describe(
        'programmes that are not counted: they go on, lie partly outside, few came, nobody was noted',
      ),
    }),
  }),
  courses: z.object({
    courses: count.describe('tied'),
    learners: count.describe('since the courses are there, of those with ten and more'),
    left: count.describe('courses of whose learners nothing is told'),
    gains: z.array(
      z.object({
        id: z.number(),
        title: z.string(),
        gain: z.object({
          pairs: count,
          before: count,
          after: count,
          gain: count,
          interval: z.object({ low: count, high: count }).nullable(),
        }),
      }),
    ),
  }),
  books: z.object({
    copies: count.describe('given until the end of the time'),
    came: count.describe('given within it'),
    lent: count.describe('copies that were lent within it'),
    loans: count,
  }),
  volunteers: z.object({ people: count, hours: count }).describe('volunteers of theirs who came'),
  plans: z.object({ begun: count, done: count }).describe('action plans that everybody may see'),
});

function ledgerRoutes(api: Api, { config }: Pick<Services, 'config'>): void {
  api.get(
    '/partners/:id/ledger',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What a partner gave and what came of what was done together, in a time',
        params: idParam,
        querystring: ledgerInput,
        response: { 200: ledgerBody },
      },
    },
    async ({ ctx, params, query }) => partnerLedger(ctx, params.id, query),
  );
  api.get(
    '/partners/:id/ledger/pdf',
    {
      config: { access, gives: ['application/pdf'] },
      schema: {
        tags,
        summary: 'The same on one page to frame, in one language',
        params: idParam,
        querystring: ledgerDays.extend({ language: z.enum(['id', 'en']).default('id') }).superRefine(inOrder),
      },
    },
    async ({ ctx, params, query: { language, ...period } }, reply) => {
      const { fileName, body } = await ledgerPdf(ctx, config, { partnerId: params.id, period, locale: language });
      void reply.type('application/pdf').header('content-disposition', `inline; filename="${fileName}"`);
      return reply.send(Buffer.from(body));
    },
  );
}

const ledgersApi: ApiModule = (api, services) => {
  ledgerRoutes(api, services);
};

/** Its routes. */
export const api: readonly ApiModule[] = [ledgersApi];
