import { z } from 'zod';
import { idParam, isoInstant, listOf, type ApiModule } from '#platform/http';
import { decideApplicantMessage, listApplicantMessages } from './applicant-messages.ts';

const message = z.object({
  id: z.number(),
  registrationNumber: z.string(),
  kind: z.string(),
  phone: z.string(),
  text: z.string(),
  libraryName: z.string(),
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
        response: { 200: listOf(message) },
      },
    },
    async ({ ctx }) => ({ data: await listApplicantMessages(ctx, secrets), next: null }),
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
