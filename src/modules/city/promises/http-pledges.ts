import { z } from 'zod';
import { expectedVersion, isoInstant, type Api } from '#platform/requests/http';
import { EDITION_STATES } from './client.ts';
import { publishPledge, writePledge } from './edit-pledge.ts';
import { pledgeInput, signatureInput } from './schema.ts';
import { getPledges, viewFormerPromises, viewPromises } from './view-promises.ts';

export const signed = {
  signedBy: z.string(),
  signedOffice: z.string(),
  signedPlace: z.string(),
  signedOn: z.string().nullable(),
};
const pledge = z.object({
  id: z.number(),
  text: z.string(),
  textEn: z.string(),
  state: z.enum(EDITION_STATES),
  ...signed,
  replacedAt: isoInstant.nullable(),
  version: z.number(),
});
const tags = ['service-standards'];

/** The pledge of the whole library. */
export function pledgeRoutes(api: Api): void {
  api.get(
    '/service-pledge',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'The pledge that holds, and those before it; null while none was signed',
        response: { 200: z.object({ pledge: pledge.nullable(), former: z.array(pledge) }) },
      },
    },
    async ({ ctx }) => ({
      pledge: (await viewPromises(ctx)).pledge,
      former: (await viewFormerPromises(ctx)).pledges,
    }),
  );
  const access = { may: 'standards.manage', network: true } as const;
  const both = z.object({ published: pledge.nullable(), draft: pledge.nullable() });
  api.get(
    '/service-pledge/draft',
    {
      config: { access },
      schema: { tags, summary: 'The pledge that holds and the one that is being written', response: { 200: both } },
    },
    async ({ ctx }) => getPledges(ctx),
  );
  api.put(
    '/service-pledge/draft',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Write the pledge that is to follow; If-Match "0" where none is being written',
        body: pledgeInput,
        response: { 200: both },
      },
    },
    async (request) => {
      await writePledge(request.ctx, { ...request.body, version: expectedVersion(request) });
      return getPledges(request.ctx);
    },
  );
  api.post(
    '/service-pledge/draft/publish',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Publish it, signed; the one that held stays readable',
        body: signatureInput,
        response: { 200: both },
      },
    },
    async (request) => {
      await publishPledge(request.ctx, { ...request.body, version: expectedVersion(request) });
      return getPledges(request.ctx);
    },
  );
}
