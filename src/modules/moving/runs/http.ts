import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { answerOfForm, noteFormAnswer } from '#modules/ground/audit';
import { nameLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { decodeCursor, idParam, listOf, pageQuery, toPage, type ApiModule } from '#platform/requests/http';
import { parseInput } from '#platform/requests/parse-input';
import { FORM_KEY } from '#shared/form-key';
import {
  dumpShape as dumpFile,
  filesShape as files,
  lineOf,
  lineShape as line,
  runShape as run,
  viewOf,
} from './http-shapes.ts';
import { DECISIONS } from './client.ts';
import { cancelRun } from './cancel-run.ts';
import { decideConflict } from './decide-conflict.ts';
import { listDumps, listFiles } from './dump-folder.ts';
import { exportReport } from './export-report.ts';
import { mayMigrate } from './may-migrate.ts';
import { minutesPdf } from './minutes-pdf.ts';
import { discardDump, receiveDump, type ReceivedDump } from './receive-dump.ts';
import { confirmRun, startTrial } from './start-run.ts';
import { getRun, listRuns, listSaid } from './view-runs.ts';
import { linesInput, startInput } from './schema.ts';
import { startUndo } from './undo/start-undo.ts';

const tags = ['moving in'];
const access = { may: 'settings.manage', network: true } as const;

const afterId = z.tuple([z.number().int()]);
const shown = async (ctx: Ctx, id: number) => viewOf(await nameLibraries(ctx))(await getRun(ctx, id));

/** A form of a page wants a page in answer. `en` is the form's own word for its language. */
const pageOf = (fields: Record<string, string>, rest: string): string =>
  `${fields.locale === 'en' ? '/en' : ''}/staf/sistem/pindahan${rest}`;

/** The form of the page, known by all that it says: pressed twice, it starts one run. */
function ofForm(ctx: Ctx, { fields, dump, digest }: ReceivedDump): Ctx {
  if (!fields[FORM_KEY]) return ctx;
  const { actor } = ctx;
  const said = [actor.kind, 'id' in actor ? actor.id : null, fields, dump?.name, digest];
  return {
    ...ctx,
    form: createHash('sha256')
      .update(`slims ${JSON.stringify(said)}`)
      .digest('hex'),
  };
}

/** `/slims-runs`: moving a library in from a dump of its old system; the address is of the one that came first. Needs `settings.manage` and `imports.run` for the network. */
const slimsApi: ApiModule = (api, { config, storage, jobs }) => {
  api.post(
    '/slims-runs',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Upload a dump of SLiMS or INLISLite, or name one in the folder of dumps, and have it tried',
        description:
          'multipart/form-data: `system` (slims, inlislite), `library` (code or id), `fines` (settled, open: of INLISLite), and the dump in the field `file` (.sql, .sql.gz, .tar.gz, .zip), or in `dump` the name of one of GET /slims-dumps. `files`: name of one of GET /slims-files, for covers and files of titles and photos of members. A trial writes nothing to the catalogue; POST /slims-runs/{id}/confirm does it in earnest. A form of a browser (Accept: text/html) is answered with a redirect to its page.',
        consumes: ['multipart/form-data'],
        response: { 201: run, 303: z.null() },
      },
    },
    async (request, reply) => {
      // before hundreds of megabytes are read
      mayMigrate(request.ctx);
      const isPage = request.headers.accept?.includes('text/html') ?? false;
      const received = await receiveDump(request, storage);
      const { dump, fields } = received;
      const ctx = ofForm(request.ctx, received);
      try {
        const { system, fines, library, dump: lying, files } = fields;
        const input = parseInput(startInput, { system, fines, library, dump: lying, files });
        const id = await startTrial(ctx, config, input, dump, jobs);
        const location = pageOf(fields, `/${id}`);
        // a program is given the answer itself again, which is kept where it is given
        if (fields[FORM_KEY]) await noteFormAnswer(ctx, { location, cookies: [] });
        if (isPage) return await reply.redirect(location, 303);
        return await reply.code(201).send(await shown(request.ctx, id));
      } catch (error) {
        await discardDump(received, storage);
        if (!isPage || !(error instanceof AppError)) throw error;
        const before = await answerOfForm(ctx);
        if (before?.location) return reply.redirect(before.location, 303);
        return reply.redirect(pageOf(fields, `?galat=${encodeURIComponent(error.code)}`), 303);
      }
    },
  );

  api.get(
    '/slims-runs',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Migrations from SLiMS and INLISLite and their trials, newest first',
        querystring: z.object(pageQuery),
        response: { 200: listOf(run) },
      },
    },
    async (request) => {
      const { cursor, limit } = request.query;
      const before = decodeCursor(cursor, afterId);
      const runs = await listRuns(request.ctx, before?.[0] ?? null, limit + 1);
      const { data, next } = toPage(runs, limit, (one) => [one.id]);
      return { data: data.map(viewOf(await nameLibraries(request.ctx))), next };
    },
  );

  api.get(
    '/slims-runs/:id',
    {
      config: { access },
      schema: { tags, summary: 'One migration and how far it is', params: idParam, response: { 200: run } },
    },
    async (request) => shown(request.ctx, request.params.id),
  );

  api.get(
    '/slims-runs/:id/lines',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Lines of the report: rows that did not come, and what should be known of those that did',
        params: idParam,
        querystring: linesInput.extend(pageQuery),
        response: { 200: listOf(line) },
      },
    },
    async (request) => {
      const { cursor, limit, about } = request.query;
      const after = decodeCursor(cursor, afterId)?.[0] ?? 0;
      const lines = await listSaid(request.ctx, request.params.id, { about, afterId: after, limit: limit + 1 });
      const { data, next } = toPage(lines, limit, (one) => [one.id]);
      return { data: data.map((one) => lineOf(one, request.ctx.locale)), next };
    },
  );

  api.get(
    '/slims-runs/:id/report',
    { config: { access }, schema: { tags, summary: 'The report as CSV', params: idParam } },
    async (request, reply) => {
      const { id } = request.params;
      const { system } = await getRun(request.ctx, id);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="pindah-${system}-${id}.csv"`)
        .send(Readable.from(exportReport(request.ctx, id)));
    },
  );

  api.get(
    '/slims-runs/:id/minutes',
    {
      config: { access, gives: ['application/pdf'] },
      schema: { tags, summary: 'The minutes of a migration as PDF, to be signed', params: idParam },
    },
    async (request, reply) => {
      const { fileName, body } = await minutesPdf(request.ctx, config, request.params.id);
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="${fileName}"`)
        .send(Buffer.from(body));
    },
  );

  api.post(
    '/slims-runs/:id/cancel',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Ask a migration to stop; what has come stays',
        params: idParam,
        response: { 200: run },
      },
    },
    async (request) => {
      await cancelRun(request.ctx, request.params.id);
      return shown(request.ctx, request.params.id);
    },
  );

  api.post(
    '/slims-runs/:id/confirm',
    {
      config: { access },
      schema: {
        tags,
        summary:
          'Do an ended trial in earnest (of a move or of taking one back), or go on with a migration that was stopped, with the same dump',
        params: idParam,
        response: { 201: run },
      },
    },
    async (request, reply) => {
      const id = await confirmRun(request.ctx, config, request.params.id, jobs);
      return reply.code(201).send(await shown(request.ctx, id));
    },
  );

  api.post(
    '/slims-runs/:id/undo',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Ask what would be taken back of a migration, and what stands in the way',
        description:
          'All that it and later ones of the same system and library brought, while nothing else has touched it. Nothing is changed; POST /slims-runs/{id}/confirm of the answer does it in earnest, all or nothing.',
        params: idParam,
        response: { 201: run },
      },
    },
    async (request, reply) => {
      const id = await startUndo(request.ctx, request.params.id, jobs);
      return reply.code(201).send(await shown(request.ctx, id));
    },
  );

  api.post(
    '/slims-runs/:id/lines/:line/decide',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Decide at a line that says a title, copy or member was changed both in the old system and here',
        description:
          '`here`: it stays, and no run asks again as long as the old system says the same; `slims`: the next run brings what that says, whatever system it is. `before` is what was decided when it was read (`decision` of the line).',
        params: idParam.extend({ line: idParam.shape.id }),
        body: z.object({ decision: z.enum(DECISIONS), before: z.enum(DECISIONS).nullable().default(null) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { id, line: lineId } = request.params;
      await decideConflict(request.ctx, id, lineId, request.body);
      return reply.code(204).send(null);
    },
  );

  api.get(
    '/slims-dumps',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Files in the folder of dumps, newest first',
        response: { 200: listOf(dumpFile) },
      },
    },
    async (request) => ({ data: await listDumps(request.ctx, config), next: null }),
  );

  api.get(
    '/slims-files',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Folders and archives in the folder of dumps that may hold pictures of SLiMS, newest first',
        response: { 200: listOf(files) },
      },
    },
    async (request) => ({ data: await listFiles(request.ctx, config), next: null }),
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [slimsApi];
