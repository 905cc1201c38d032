import { z } from 'zod';
import { libraryName, libraryRef, nameLibraries, resolveLibrary } from '#modules/ground/libraries';
import { day } from '#platform/requests/bounds';
import { isoInstant, listOf, type ApiModule } from '#platform/requests/http';
import { listFactKinds, viewFacts, viewWho } from './view-facts.ts';

const tags = ['facts'];
const origin = {
  kind: z.string(),
  label: z.string(),
  unit: z.enum(['acts', 'people', 'copies', 'rupiah', 'minutes']),
  without: z.string().nullable().describe('who or what is not in it; null: all are'),
  through: z.string().nullable().describe('counted through this day; null: not yet'),
  countedAt: isoInstant.nullable(),
  since: z.string().nullable().describe('the first day with anything; null: no data yet'),
};
const asked = {
  kind: z.string().max(60),
  from: day,
  to: day,
  library: libraryRef.optional(),
};

const factsApi: ApiModule = (api) => {
  api.get(
    '/facts/kinds',
    {
      config: { access: { may: 'reports.read' } },
      schema: {
        tags,
        summary: 'What is counted of every day, by what it can be split, and how far it is counted',
        response: {
          200: listOf(z.object({ ...origin, cuts: z.array(z.string()), who: z.array(z.string()) })),
        },
      },
    },
    async ({ ctx }) => ({
      data: (await listFactKinds(ctx)).map((one) => ({ ...one, cuts: [...one.cuts], who: [...one.who] })),
      next: null,
    }),
  );
  api.get(
    '/facts/daily',
    {
      config: { access: { may: 'reports.read' } },
      schema: {
        tags,
        summary: 'How often something was done, by day or a longer step, counted from the rows of that day each night',
        querystring: z.object({
          ...asked,
          cut: z.string().max(40).optional(),
          step: z.enum(['none', 'day', 'month', 'year', 'weekday']).default('day'),
          limit: z.coerce.number().int().min(1).max(10_000).default(1000),
        }),
        response: {
          200: z.object({
            ...origin,
            figures: z.array(
              z.object({
                library: libraryName.nullable().describe('null: of the network'),
                period: z.string(),
                key: z.string().describe('the value of the cut; empty: unknown, or not split'),
                n: z.number(),
              }),
            ),
            changes: z
              .array(
                z.object({
                  library: libraryName.nullable(),
                  day: z.string(),
                  was: z.number(),
                  became: z.number(),
                  changedAt: isoInstant,
                }),
              )
              .describe('days that came out otherwise after they had been counted: late and corrected acts'),
          }),
        },
      },
    },
    async ({ ctx, query: { library, ...query } }) => {
      const libraryIds = library === undefined ? undefined : [(await resolveLibrary(ctx, library)).id];
      const { figures, changes, ...rest } = await viewFacts(ctx, { ...query, libraryIds, byLibrary: true });
      const named = await nameLibraries(ctx);
      return {
        ...rest,
        figures: figures.map(({ libraryId, ...figure }) => ({ ...figure, library: named(libraryId) })),
        changes: changes.map(({ libraryId, ...change }) => ({ ...change, library: named(libraryId) })),
      };
    },
  );
  api.get(
    '/facts/who',
    {
      config: { access: { may: 'reports.read' } },
      schema: {
        tags,
        summary: 'Who it was, in whole months; fewer than five people of a library and month stand with the others',
        querystring: z.object({ ...asked, cut: z.string().max(40) }),
        response: {
          200: z.object({
            ...origin,
            months: z.object({ from: z.string(), to: z.string() }).nullable(),
            figures: z.array(
              z.object({
                key: z.string().nullable().describe('null: all others, and whoever is not known'),
                n: z.number(),
              }),
            ),
          }),
        },
      },
    },
    async ({ ctx, query: { library, ...query } }) =>
      viewWho(ctx, {
        ...query,
        libraryIds: library === undefined ? undefined : [(await resolveLibrary(ctx, library)).id],
      }),
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [factsApi];
