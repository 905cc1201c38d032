import { z } from 'zod';
import { libraryRef, nameLibraries, resolveLibraryId } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { expectedVersion, idParam, sendVersioned, type Api } from '#platform/requests/http';
import { DIRECTIONS } from './client.ts';
import { copyFramework } from './copy-framework.ts';
import { createFramework } from './create-framework.ts';
import { addCompetence, saveCompetence } from './edit-competence.ts';
import { competenceSchema, frameworkBody, treeSchema } from './http-shapes.ts';
import { importFramework } from './import-framework.ts';
import { getCompetence } from './list-competences.ts';
import { getFramework } from './list-frameworks.ts';
import { moveCompetence } from './move-competence.ts';
import { restoreCompetence, retireCompetence } from './retire-competence.ts';
import { restoreFramework, retireFramework } from './retire-framework.ts';
import { saveFramework } from './save-framework.ts';
import { competenceInput, copyInput, frameworkInput, newFrameworkInput, tableInput } from './schema.ts';

const tags = ['competences'];
const access = { may: 'courses.manage' } as const;
const library = libraryRef.nullable().default(null).describe('whose it is; null = of the whole network');
const made = z.object({ id: z.number() });

const whole = async (ctx: Ctx, id: number) => frameworkBody(await getFramework(ctx, id), await nameLibraries(ctx));

function makingFrameworks(api: Api): void {
  api.post(
    '/competence-frameworks',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Make a framework, with the lines of a table where one is given',
        body: newFrameworkInput.omit({ libraryId: true }).extend({ library }),
        response: { 201: made },
      },
    },
    async ({ ctx, body: { library: ref, ...body } }, reply) => {
      const id = await createFramework(ctx, { ...body, libraryId: await resolveLibraryId(ctx, ref) });
      return reply.code(201).send({ id });
    },
  );
  api.post(
    '/competence-frameworks/:id/copies',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Make a framework of one’s own out of another, with its lines',
        params: idParam,
        body: copyInput.omit({ libraryId: true }).extend({ library }),
        response: { 201: made },
      },
    },
    async ({ ctx, params, body: { library: ref, ...body } }, reply) => {
      const id = await copyFramework(ctx, params.id, { ...body, libraryId: await resolveLibraryId(ctx, ref) });
      return reply.code(201).send({ id });
    },
  );
}

const FRAMEWORK_ACTS: Record<string, { does: (ctx: Ctx, id: number, version: number) => Promise<void>; says: string }> =
  {
    retire: { does: retireFramework, says: 'Archive a framework: it is offered no longer' },
    restore: { does: restoreFramework, says: 'Offer an archived framework again' },
  };

function changingFrameworks(api: Api): void {
  api.put(
    '/competence-frameworks/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Change what a framework says of itself',
        params: idParam,
        body: frameworkInput,
        response: { 200: treeSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await saveFramework(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await whole(ctx, params.id));
    },
  );
  api.post(
    '/competence-frameworks/:id/tables',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Bring the rows of a table into a framework, all of them or none',
        description:
          'CSV with the columns kode, induk, nama, nama_en, bisa, bisa_en, tingkat, fase, tugas, of which kode, nama and bisa are needed. A code that the framework has changes that line, any other is a new one. What is wrong with rows is said of each: `row_3.kode`.',
        params: idParam,
        body: tableInput,
        response: { 200: treeSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await importFramework(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await whole(ctx, params.id));
    },
  );
  for (const [name, { does, says }] of Object.entries(FRAMEWORK_ACTS)) {
    api.post(
      `/competence-frameworks/:id/${name}`,
      {
        config: { access, ifMatch: true },
        schema: { tags, summary: says, params: idParam, response: { 200: treeSchema } },
      },
      async (request, reply) => {
        const { ctx, params } = request;
        await does(ctx, params.id, expectedVersion(request));
        return sendVersioned(reply, await whole(ctx, params.id));
      },
    );
  }
}

const LINE_ACTS: Record<string, { does: (ctx: Ctx, id: number, version: number) => Promise<void>; says: string }> = {
  retire: { does: retireCompetence, says: 'Archive a competence with all under it: it is offered no longer' },
  restore: { does: restoreCompetence, says: 'Offer an archived competence again' },
};

function changingLines(api: Api): void {
  api.post(
    '/competence-frameworks/:id/competences',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Add a competence to a framework, behind those that stand there',
        params: idParam,
        body: competenceInput,
        response: { 201: made },
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send({ id: await addCompetence(ctx, params.id, body) }),
  );
  api.put(
    '/competences/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Change a competence, and under which one it stands',
        params: idParam,
        body: competenceInput,
        response: { 200: competenceSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await saveCompetence(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await getCompetence(ctx, params.id));
    },
  );
  api.post(
    '/competences/:id/move',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Move a competence one place up or down among those beside it',
        params: idParam,
        body: z.strictObject({ direction: z.enum(DIRECTIONS) }),
        response: { 200: competenceSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await moveCompetence(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await getCompetence(ctx, params.id));
    },
  );
  for (const [name, { does, says }] of Object.entries(LINE_ACTS)) {
    api.post(
      `/competences/:id/${name}`,
      {
        config: { access, ifMatch: true },
        schema: { tags, summary: says, params: idParam, response: { 200: competenceSchema } },
      },
      async (request, reply) => {
        const { ctx, params } = request;
        await does(ctx, params.id, expectedVersion(request));
        return sendVersioned(reply, await getCompetence(ctx, params.id));
      },
    );
  }
}

/** Frameworks and their lines for those who write them. */
export function staffRoutes(api: Api): void {
  makingFrameworks(api);
  changingFrameworks(api);
  changingLines(api);
}
