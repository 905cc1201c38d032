import { z } from 'zod';
import { listOf, type Api, type ApiModule } from '#platform/requests/http';
import type { Services } from '#platform/services';
import { PARTNER_KINDS } from './client.ts';
import { agreementRoutes } from './http-agreements.ts';
import { contributionRoutes } from './http-contributions.ts';
import { pageRoutes } from './http-pages.ts';
import { mailRoutes } from './http-mails.ts';
import { needRoutes } from './http-needs.ts';
import { partnerRoutes } from './http-partners.ts';
import { tieRoutes } from './http-ties.ts';
import { togetherRoutes } from './http-together.ts';
import { offerForm, offerHelp } from './joining/offer-help.ts';
import { showPartners } from './joining/show-partners.ts';
import { mapRoutes } from './map/http-map.ts';
import { meetingRoutes } from './meetings/http-meetings.ts';
import { offerInput } from './schema.ts';

const tags = ['partners'];

function ofEverybody(api: Api, { secrets }: Pick<Services, 'secrets'>): void {
  api.get(
    '/named-partners',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Who carries the library and agreed to be named',
        response: {
          200: listOf(
            z.object({
              id: z.number(),
              kind: z.enum(PARTNER_KINDS),
              name: z.string(),
              story: z.string(),
              language: z.enum(['id', 'en']),
              site: z.string(),
              since: z.number().nullable().describe('a year'),
            }),
          ),
        },
      },
    },
    async ({ ctx }) => ({ data: await showPartners(ctx), next: null }),
  );
  api.post(
    '/partner-offer-forms',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'A form of its own for who would join, with the riddle that is solved meanwhile',
        response: { 201: z.object({ token: z.string(), challenge: z.looseObject({}) }) },
      },
    },
    async ({ ctx }, reply) => {
      const { token, challenge } = await offerForm(ctx, secrets);
      return reply.code(201).send({ token, challenge: { ...challenge } });
    },
  );
  api.post(
    '/partner-offers',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Offer to carry the library; staff answer',
        body: offerInput.extend({
          token: z.string().min(20).max(60),
          proof: z.string().max(5000).default(''),
        }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, body, ip }, reply) => {
      await offerHelp(ctx, secrets, { ...body, ip });
      return reply.code(204).send(null);
    },
  );
}

/** Partners and agreements, for staff and for everybody. */
const partnersApi: ApiModule = (api, services) => {
  ofEverybody(api, services);
  partnerRoutes(api);
  tieRoutes(api);
  agreementRoutes(api, services);
  contributionRoutes(api, services);
  mapRoutes(api);
  meetingRoutes(api, services);
  pageRoutes(api, services);
  mailRoutes(api, services);
  needRoutes(api);
  togetherRoutes(api);
};

/** Its routes. */
export const api: readonly ApiModule[] = [partnersApi];
