import { z } from 'zod';
import type { Api } from '#platform/requests/http';
import { addNationalHolidays, holidaysInput, offeredHolidays, removeNationalHolidays } from './national-holidays.ts';

const yearParam = z.object({ year: z.coerce.number().int().min(2000).max(2100) });
const changed = z.object({ count: z.number().describe('entries of the calendar') });

/** `/national-holidays/{year}`: what is known of them, and entering them all at once. */
export function nationalHolidayRoutes(api: Api): void {
  const tags = ['libraries'];
  const access = { may: 'libraries.manage', network: true } as const;
  api.get(
    '/national-holidays/:year',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Holidays of a year, and which stand in the calendar of the network',
        params: yearParam,
        response: {
          200: z.object({
            year: z.number(),
            decided: z.boolean().describe('false: only days of fixed date and those that follow Easter are known'),
            days: z.array(
              z.object({
                date: z.iso.date(),
                type: z.enum(['nasional', 'cuti_bersama']),
                reason: z.string(),
                source: z.string(),
                there: z.boolean().describe('the network is closed on that day, whoever entered it'),
                entered: z.boolean().describe('it stands there as it was entered, and is taken back with the others'),
              }),
            ),
          }),
        },
      },
    },
    async ({ ctx, params }) => offeredHolidays(ctx, params.year),
  );
  api.put(
    '/national-holidays/:year',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Enter them for the whole network; days that are closed already stay',
        params: yearParam,
        body: holidaysInput.omit({ year: true }).strict(),
        response: { 200: changed },
      },
    },
    async ({ ctx, params, body }) => addNationalHolidays(ctx, { ...body, year: params.year }),
  );
  api.delete(
    '/national-holidays/:year',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Take back those that stand there as they were entered',
        params: yearParam,
        response: { 200: changed },
      },
    },
    async ({ ctx, params }) => removeNationalHolidays(ctx, params),
  );
}
