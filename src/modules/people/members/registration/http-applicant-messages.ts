import { z } from 'zod';
import { libraryName, nameLibraries } from '#modules/ground/libraries';
import { idParam, isoInstant, listOf, pageQuery, type ApiModule } from '#platform/requests/http';
import { decideApplicantMessage, pageApplicantMessages } from './applicant-messages.ts';

const message = z.object({
  id: z.number(),
  registrationNumber: z.string(),
  kind: z.string(),
  phone: z.string(),
  text: z.string(),
  library: libraryName,
  since: isoInstant,
});

/** Messages to who registered and has no card yet, which wait for the library's telephone. */
export const applicantMessagesApi: ApiModule = (api, { secrets }) => {
  const tags = ['registrations'];
  const config = { access: { may: 'notices.send' } } as const;
  api.get(
    '/applicant-messages',
    {
      config,
      schema: {
        tags,
        summary: 'Messages to applicants that a person sends, the oldest first',
        querystring: z.object(pageQuery),
        response: { 200: listOf(message) },
      },
    },
    async ({ ctx, query }) => {
      const { data, next } = await pageApplicantMessages(ctx, secrets, query);
      const libraryOf = await nameLibraries(ctx);
      return { data: data.map(({ libraryId, ...one }) => ({ ...one, library: libraryOf(libraryId) })), next };
    },
  );
  api.post(
    '/applicant-messages/:id/decide',
    {
      config,
      schema: {
        tags,
        summary: 'A person has sent it, or does not; address and words go in both cases',
        params: idParam,
        body: z.object({ decision: z.enum(['sent', 'drop']) }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await decideApplicantMessage(ctx, params.id, body.decision);
      return reply.code(204).send(null);
    },
  );
};
