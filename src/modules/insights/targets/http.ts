import { z } from 'zod';
import { libraryName, libraryRef, nameLibraries, resolveLibraryId } from '#modules/ground/libraries';
import { idParam, isoInstant, listOf, type ApiModule } from '#platform/requests/http';
import { listTargets } from './list-targets.ts';
import { targetInput, yearText } from './schema.ts';
import { removeTarget, setTarget } from './set-target.ts';

const shown = z.object({
  id: z.number(),
  year: z.number(),
  library: libraryName.nullable().describe('null = the whole network'),
  kind: z.string(),
  label: z.string(),
  unit: z.enum(['acts', 'people', 'copies', 'rupiah', 'minutes']),
  without: z.string().nullable().describe('who or what is not in it; null: all are'),
  goal: z.number(),
  setBy: z.string(),
  done: z.number().nullable().describe('null: nothing of the year was counted yet'),
  percent: z.number().nullable().describe('of the goal, whole percent'),
  expected: z.number().nullable().describe('where the path is on the day through which it is counted, whole percent'),
  by: z.enum(['last_year', 'days']).describe('the path is that of the year before, or of days alone'),
  standing: z.enum(['reached', 'ahead', 'on', 'behind', 'far']).nullable(),
  through: z.string().nullable(),
  countedAt: isoInstant.nullable(),
});

/** What libraries mean to reach in a year. */
const targetsApi: ApiModule = (api) => {
  const tags = ['reports'];
  api.get(
    '/targets',
    {
      config: { access: { may: 'reports.read' } },
      schema: {
        tags,
        summary: 'Targets of a year, how far they are reached, and how far they would be by now',
        querystring: z.object({ year: yearText }),
        response: { 200: listOf(shown) },
      },
    },
    async ({ ctx, query }) => {
      const named = await nameLibraries(ctx);
      const targets = await listTargets(ctx, query);
      return {
        data: targets.map(({ library, ...one }) => ({ ...one, library: named(library?.id ?? null) })),
        next: null,
      };
    },
  );
  api.post(
    '/targets',
    {
      config: { access: { may: 'reports.submit' } },
      schema: {
        tags,
        summary:
          'Set what is to be reached in a year; one that stands there is replaced. library null = the whole network',
        body: targetInput.omit({ libraryId: true }).extend({ library: libraryRef.nullable() }),
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, body: { library, ...target } }, reply) => {
      const id = await setTarget(ctx, { ...target, libraryId: await resolveLibraryId(ctx, library) });
      return reply.code(201).send({ id });
    },
  );
  api.delete(
    '/targets/:id',
    {
      config: { access: { may: 'reports.submit' } },
      schema: { tags, summary: 'Take a target back', params: idParam, response: { 204: z.null() } },
    },
    async ({ ctx, params: { id } }, reply) => {
      await removeTarget(ctx, id);
      return reply.code(204).send(null);
    },
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [targetsApi];
