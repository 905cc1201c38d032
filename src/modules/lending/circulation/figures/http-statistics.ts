import { z } from 'zod';
import type { Api } from '#platform/requests/http';
import { countLoans, loanCountQuery } from './count-loans.ts';

const counts = z.record(z.string(), z.number());

/** Figures that outlive the link between reader and title. */
export function statisticsRoutes(api: Api): void {
  api.get(
    '/loan-statistics',
    {
      config: { access: { may: 'reports.read' } },
      schema: {
        tags: ['circulation'],
        summary:
          'Loans of some days by category, age group, library and main class; the same after readers are forgotten',
        querystring: loanCountQuery,
        response: {
          200: z.object({
            from: z.string(),
            to: z.string(),
            total: z.number(),
            byCategory: counts,
            byAgeGroup: counts.describe('`7–12` …; `?` = no birth date was known'),
            byLibrary: counts,
            byClass: counts.describe('first figure of the DDC; `?` = none'),
          }),
        },
      },
    },
    async ({ ctx, query }) => countLoans(ctx, query),
  );
}
