import { z } from 'zod';
import { libraryRef, resolveLibraryId } from '#modules/ground/libraries';
import { cutPage, isoInstant, listOf, pageQuery, type Api } from '#platform/requests/http';
import { listDueMoves, moveDueDates } from './move-due-dates.ts';

const moveSchema = z.object({
  id: z.number().describe('of the loan'),
  title: z.string(),
  itemBarcode: z.string(),
  memberNumber: z.string(),
  dueAt: isoInstant,
  dueByHand: z.boolean().describe('the desk set the due date'),
  movesTo: isoInstant,
});
const library = libraryRef.optional().describe('left out = the whole network');

/** What a changed calendar means for loans that run. */
export function dueMoveRoutes(api: Api): void {
  const tags = ['circulation'];
  api.get(
    '/due-date-moves',
    {
      config: { access: { may: 'libraries.manage' } },
      schema: {
        tags,
        summary: 'Loans that are due while their library is closed, and to when they would move',
        querystring: z.object({ library, ...pageQuery }),
        response: { 200: listOf(moveSchema) },
      },
    },
    async ({ ctx, query: { library: at, ...page } }) =>
      cutPage(await listDueMoves(ctx, await resolveLibraryId(ctx, at)), page, (move) => move.id),
  );
  api.post(
    '/due-date-moves',
    {
      config: { access: { may: 'libraries.manage' } },
      schema: {
        tags,
        summary: 'Move the due dates of these loans, all or none; answers with what was moved',
        body: z.object({ library, loanIds: z.array(z.number().int().positive()).min(1).max(5000) }),
        response: { 200: listOf(moveSchema) },
      },
    },
    async ({ ctx, body }) => {
      const libraryId = await resolveLibraryId(ctx, body.library);
      return { data: await moveDueDates(ctx, { libraryId, loanIds: body.loanIds }), next: null };
    },
  );
}
