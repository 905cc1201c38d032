import { z } from 'zod';
import { libraryName, libraryRef, resolveLibrary } from '#modules/ground/libraries';
import { idParam, isoInstant, listOf, type Api } from '#platform/requests/http';
import type { Secrets } from '#platform/rights/secrets';
import { dropInBox, listBox, markMissingFromBox, ownDrops } from './return-box.ts';

const drop = z.object({
  id: z.number(),
  loanId: z.number(),
  itemBarcode: z.string(),
  title: z.string(),
  library: libraryName,
  droppedAt: isoInstant,
});
const drops = listOf(drop);

/** The return box: what readers put in, and what staff find. Taking a copy out is `POST /check-ins`. */
export function dropRoutes(api: Api, secrets: Secrets): void {
  const tags = ['self-service'];
  api.post(
    '/self-service/drops',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'A member puts a copy into the return box of a library; said again, nothing changes',
        body: z.object({
          library: libraryRef,
          itemBarcode: z.string().trim().min(1).max(100),
          presence: z.string().max(200).optional().describe('the token of POST /self-service/prove-presence'),
        }),
        response: { 201: drop },
      },
    },
    async ({ ctx, body, ip }, reply) => {
      const { id: libraryId } = await resolveLibrary(ctx, body.library);
      const evidence = { token: body.presence ?? null, ip };
      const made = await dropInBox(ctx, secrets, { libraryId, itemBarcode: body.itemBarcode, evidence });
      return reply.code(201).send(made);
    },
  );
  api.get(
    '/self-service/drops',
    {
      config: { access: 'member' },
      schema: { tags, summary: 'What the member has in boxes', response: { 200: drops } },
    },
    async ({ ctx }) => ({ data: await ownDrops(ctx), next: null }),
  );
  api.get(
    '/self-service/box-drops',
    {
      config: { access: { may: 'loans.check_in' } },
      schema: {
        tags,
        summary: 'What readers say lies in the box of a library, the oldest first; no names',
        querystring: z.object({ library: libraryRef }),
        response: { 200: drops },
      },
    },
    async ({ ctx, query }) => ({ data: await listBox(ctx, (await resolveLibrary(ctx, query.library)).id), next: null }),
  );
  api.post(
    '/self-service/drops/:id/report-missing',
    {
      config: { access: { may: 'loans.check_in' } },
      schema: {
        tags,
        summary: 'The box was emptied and the copy was not in it: the reader is told, the loan runs on',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await markMissingFromBox(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
}
