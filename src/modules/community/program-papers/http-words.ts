import { z } from 'zod';
import { expectedVersion, idParam, sendVersioned, type Api } from '#platform/requests/http';
import { MAX_BUDGET_LINES, MAX_SIGNATORIES, PAPER_WORDS, type ProgramPaper } from './client.ts';
import { savePaper } from './save-paper.ts';
import { paperInput } from './schema.ts';
import { getPaper } from './view-paper.ts';

const wordsSchema = z.object({
  version: z.number().describe('0: nothing was written yet'),
  takenOver: z.boolean().describe('from the programme that this one was copied from, until it is saved'),
  ...Object.fromEntries(PAPER_WORDS.map((word) => [word, z.string()])),
  letterDate: z.iso.date().nullable(),
  signatories: z.array(z.object({ office: z.string(), name: z.string(), details: z.string() })).max(MAX_SIGNATORIES),
  budget: z
    .array(
      z.object({
        accountCode: z.string(),
        label: z.string(),
        planned: z.number().describe('rupiah'),
        actual: z.number().nullable().describe('rupiah; null: not known yet'),
      }),
    )
    .max(MAX_BUDGET_LINES),
});
const shown = ({ words, programId: _, ...paper }: ProgramPaper) => ({ ...paper, ...words });

/** What the papers of a programme say beside what stands in its books. */
export function wordRoutes(api: Api): void {
  const tags = ['programs'];
  api.get(
    '/programs/:id/paper-words',
    {
      config: { access: { may: 'programs.manage' } },
      schema: {
        tags,
        summary: 'The words, signatures and budget of the papers of a programme',
        params: idParam,
        response: { 200: wordsSchema },
      },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, shown((await getPaper(ctx, params.id)).paper)),
  );
  api.put(
    '/programs/:id/paper-words',
    {
      config: { access: { may: 'programs.manage' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Write them anew, all of them; what is left out is empty',
        params: idParam,
        body: paperInput.omit({ version: true }),
        response: { 200: wordsSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await savePaper(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, shown((await getPaper(ctx, params.id)).paper));
    },
  );
}
