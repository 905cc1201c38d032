import { z } from 'zod';
import { libraryRef, nameLibraries, resolveLibraryId } from '#modules/ground/libraries';
import { idParam, isoInstant, listOf, type ApiModule } from '#platform/requests/http';
import { askForValue, openRequests, withdrawRequest } from './ask-for-value.ts';
import { enterPopulation, listPopulation } from './enter-population.ts';
import { enterValue } from './enter-value.ts';
import {
  packBody,
  packShown,
  packSummary,
  populationShown,
  reportShown,
  requestShown,
  summaryBody,
} from './http-shapes.ts';
import { keepReport, listReports, viewReport } from './keep-report.ts';
import { year, yearText } from './schema.ts';
import { listPacks, viewPack } from './view-packs.ts';

const key = z.string().trim().min(1).max(40);
const source = z.string().trim().min(1).max(200);
const place = {
  pack: key.describe('the pack that asks for it'),
  input: key,
  library: libraryRef.nullable().default(null).describe('null = the whole network'),
  year,
};
const MOST = 1_000_000_000;

/** Methods of national forms, their figures, and the values that people enter for them. */
const methodsApi: ApiModule = (api) => {
  const tags = ['national figures'];
  const read = { may: 'reports.read' } as const;
  const submit = { may: 'reports.submit' } as const;
  const packParam = z.object({ pack: key });
  const ofYear = z.object({ year: yearText });

  api.get(
    '/method-packs',
    {
      config: { access: read },
      schema: {
        tags,
        summary: 'The methods of national forms, and how far they are for a year',
        querystring: ofYear,
        response: { 200: listOf(packSummary) },
      },
    },
    async ({ ctx, query }) => ({
      data: (await listPacks(ctx, query)).map((pack) => summaryBody(pack, ctx.locale)),
      next: null,
    }),
  );
  api.get(
    '/method-packs/:pack',
    {
      config: { access: read },
      schema: {
        tags,
        summary: 'A method with its figures of a year and every value in them',
        params: packParam,
        querystring: ofYear,
        response: { 200: packShown },
      },
    },
    async ({ ctx, params, query }) => packBody(await viewPack(ctx, { ...params, ...query }), ctx.locale),
  );
  api.get(
    '/method-packs/:pack/reports',
    {
      config: { access: read },
      schema: {
        tags,
        summary: 'Reports of a method and a year that were kept',
        params: packParam,
        querystring: ofYear,
        response: { 200: listOf(reportShown) },
      },
    },
    async ({ ctx, params, query }) => ({ data: await listReports(ctx, { ...params, ...query }), next: null }),
  );
  api.post(
    '/method-packs/:pack/reports',
    {
      config: { access: submit },
      schema: {
        tags,
        summary: 'Keep the figures of a method as they are now',
        params: packParam,
        body: z.object({
          year,
          withoutWords: z
            .boolean()
            .default(false)
            .describe(
              'keep it though days far from their usual have no word of what happened (`methods.days_without_word`)',
            ),
        }),
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send({ id: await keepReport(ctx, { ...params, ...body }) }),
  );
  api.get(
    '/national-reports/:id',
    {
      config: { access: read },
      schema: {
        tags,
        summary: 'A report as it was kept',
        params: idParam,
        response: { 200: packShown.extend({ keptBy: z.string(), keptAt: isoInstant }) },
      },
    },
    async ({ ctx, params }) => {
      const { keptBy, keptAt, ...report } = await viewReport(ctx, params.id);
      return { ...packBody(report, ctx.locale), keptBy, keptAt };
    },
  );
  api.post(
    '/national-figures',
    {
      config: { access: submit },
      schema: {
        tags,
        summary: 'Enter or correct a value that a method asks for; the older one is kept',
        body: z.object({
          ...place,
          value: z
            .union([z.number().min(0).max(MOST), z.string().max(40)])
            .describe('a number, or as people here write it (`0,025`); the input says how many decimals it takes'),
          source: source.describe('where it stands: a register, a letter, a decree'),
        }),
        response: { 201: packShown },
      },
    },
    async ({ ctx, body: { library, ...body } }, reply) => {
      await enterValue(ctx, { ...body, libraryId: await resolveLibraryId(ctx, library) });
      const shown = await viewPack(ctx, { pack: body.pack, year: body.year });
      return reply.code(201).send(packBody(shown, ctx.locale));
    },
  );
  api.get(
    '/population-counts',
    {
      config: { access: read },
      schema: {
        tags,
        summary: 'Residents as they were entered, of a year and of those before it',
        querystring: ofYear,
        response: { 200: listOf(populationShown) },
      },
    },
    async ({ ctx, query }) => ({ data: await listPopulation(ctx, query), next: null }),
  );
  api.post(
    '/population-counts',
    {
      config: { access: submit },
      schema: {
        tags,
        summary: 'Enter or correct how many live in a kelurahan or in the whole city',
        body: z.object({
          kelurahan: z.string().trim().max(80).describe('empty = the whole city'),
          kecamatan: z.string().trim().max(80).default(''),
          year,
          people: z.number().int().min(1).max(100_000_000),
          source,
        }),
        response: { 201: listOf(populationShown) },
      },
    },
    async ({ ctx, body }, reply) => {
      await enterPopulation(ctx, body);
      return reply.code(201).send({ data: await listPopulation(ctx, body), next: null });
    },
  );
  api.get(
    '/national-figures/requests',
    {
      config: { access: submit },
      schema: {
        tags,
        summary: 'Questions for values that wait for their answer',
        querystring: ofYear.extend({ pack: key }),
        response: { 200: listOf(requestShown) },
      },
    },
    async ({ ctx, query }) => {
      const rows = await openRequests(ctx, query);
      const named = await nameLibraries(ctx);
      return { data: rows.map(({ libraryId, ...row }) => ({ ...row, library: named(libraryId) })), next: null };
    },
  );
  api.post(
    '/national-figures/requests',
    {
      config: { access: submit },
      schema: {
        tags,
        summary: 'Ask somebody for a value by a link that needs no account',
        body: z.object({
          ...place,
          askedOf: z.string().trim().min(1).max(120),
          days: z.number().int().min(1).max(60).default(14),
        }),
        response: {
          201: z.object({
            id: z.number(),
            path: z.string().describe('where it is answered, once; it cannot be read again'),
            expiresAt: isoInstant,
          }),
        },
      },
    },
    async ({ ctx, body: { library, ...body } }, reply) => {
      const { id, token, expiresAt } = await askForValue(ctx, {
        ...body,
        libraryId: await resolveLibraryId(ctx, library),
      });
      return reply.code(201).send({ id, path: `/isi-angka/${token}`, expiresAt });
    },
  );
  api.delete(
    '/national-figures/requests/:id',
    {
      config: { access: submit },
      schema: {
        tags,
        summary: 'Take a question back: its link opens nothing any more',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await withdrawRequest(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [methodsApi];
