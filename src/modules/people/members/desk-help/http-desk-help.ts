import { z } from 'zod';
import { isoInstant, type ApiModule } from '#platform/requests/http';
import { stateBody } from '../consents/http-consents.ts';
import { deskNeeds } from '../rules/desk-help.ts';
import { deskHelpInput, keepDeskHelp } from './keep-desk-help.ts';
import { takeBackDeskHelp } from './take-back-desk-help.ts';
import { viewDeskHelp } from './view-desk-help.ts';

const viewBody = z.object({
  greeting: z.string().nullable(),
  needs: z.array(z.enum(deskNeeds)),
  words: z.string().nullable(),
  saidAt: isoInstant.nullable(),
  consent: stateBody,
  speaker: z.enum(['member', 'guardian']),
});
const byNumber = z.object({ number: z.string().min(1).max(40) });

/** How members like to be greeted and what helps them at the desk. */
export const deskHelpApi: ApiModule = (api, { secrets }) => {
  const tags = ['members'];
  const path = '/members/:number/desk-help';
  const access = { may: 'members.desk_help', orMember: true } as const;
  api.get(
    path,
    {
      config: { access },
      schema: {
        tags,
        summary: 'How a member likes to be greeted and what helps at the desk; members see their own',
        params: byNumber,
        response: { 200: viewBody },
      },
    },
    async ({ ctx, params }) => viewDeskHelp(ctx, secrets, params.number),
  );
  api.put(
    path,
    {
      config: { access },
      schema: {
        tags,
        summary:
          'Keep it under the consent `desk_help`, which is written down with it; what was said before is replaced',
        params: byNumber,
        body: deskHelpInput,
        response: { 200: viewBody },
      },
    },
    async ({ ctx, params, body }) => {
      await keepDeskHelp(ctx, secrets, params.number, body);
      return viewDeskHelp(ctx, secrets, params.number);
    },
  );
  api.delete(
    path,
    {
      config: { access },
      schema: {
        tags,
        summary: 'Take the consent back; what was said is deleted',
        params: byNumber,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await takeBackDeskHelp(ctx, params.number);
      return reply.code(204).send(null);
    },
  );
};
