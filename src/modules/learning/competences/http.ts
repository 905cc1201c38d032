import { z } from 'zod';
import { nameLibraries } from '#modules/ground/libraries';
import { idParam, listOf, pageQuery, sendVersioned, type ApiModule } from '#platform/requests/http';
import { FRAMEWORK_STATES, PHASES } from './client.ts';
import { exportFramework } from './export-framework.ts';
import { competenceSchema, frameworkBody, frameworkSchema, treeSchema } from './http-shapes.ts';
import { staffRoutes } from './http-staff.ts';
import { getCompetence, listCompetences } from './list-competences.ts';
import { getFramework, listFrameworks } from './list-frameworks.ts';

const tags = ['competences'];
const access = 'public' as const;

/** Frameworks of competences and their lines, for everybody and for those who write them. */
const competencesApi: ApiModule = (api) => {
  api.get(
    '/competences',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What people can learn to do, framework by framework, each line before those under it',
        querystring: z.object({
          ...pageQuery,
          framework: z.string().max(80).optional().describe('the code of one'),
          phase: z.enum(PHASES).optional().describe('of Kurikulum Merdeka'),
          tier: z.coerce
            .number()
            .int()
            .min(1)
            .max(4)
            .optional()
            .describe('of "program literasi informasi" in the tasks of librarians'),
          level: z.coerce.number().int().min(1).max(4).optional().describe('from 1 (basic) to 4 (masterly)'),
        }),
        response: { 200: listOf(competenceSchema) },
      },
    },
    async ({ ctx, query }) => listCompetences(ctx, query),
  );
  api.get(
    '/competences/:id',
    {
      config: { access },
      schema: { tags, summary: 'One of them', params: idParam, response: { 200: competenceSchema } },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await getCompetence(ctx, params.id)),
  );
  api.get(
    '/competence-frameworks',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Frameworks of competences; the archived ones need courses.manage',
        querystring: z.object({ ...pageQuery, state: z.enum(FRAMEWORK_STATES).default('active') }),
        response: { 200: listOf(frameworkSchema) },
      },
    },
    async ({ ctx, query }) => {
      const { data, next } = await listFrameworks(ctx, query);
      const named = await nameLibraries(ctx);
      return { data: data.map((one) => frameworkBody(one, named)), next };
    },
  );
  api.get(
    '/competence-frameworks/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'A framework with its lines as a tree',
        params: idParam,
        response: { 200: treeSchema },
      },
    },
    async ({ ctx, params }, reply) =>
      sendVersioned(reply, frameworkBody(await getFramework(ctx, params.id), await nameLibraries(ctx))),
  );
  api.get(
    '/competence-frameworks/:id/table',
    {
      config: { access, gives: ['text/csv'] },
      schema: { tags, summary: 'Its lines as a table (CSV), as one is brought in', params: idParam },
    },
    async ({ ctx, params }, reply) => {
      const { fileName, body } = await exportFramework(ctx, params.id);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${fileName}"`)
        .send(body);
    },
  );
  staffRoutes(api);
};

/** Its routes. */
export const api: readonly ApiModule[] = [competencesApi];
