import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { libraryName, nameLibraries, type NameLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { decodeCursor, idParam, isoInstant, listOf, pageQuery, toPage, type ApiModule } from '#platform/requests/http';
import { originOf } from '#platform/requests/site-origin';
import { FORM_KEY } from '#shared/form-key';
import { answerOfForm, noteFormAnswer } from '#modules/ground/audit';
import { cancelImport } from './cancel-import.ts';
import {
  CODE_KINDS,
  FILE_ROLES,
  IMPORT_KINDS,
  OVERLAYS,
  QUOTES,
  RECORD_SEPARATORS,
  ROW_OUTCOMES,
  RUN_STATUSES,
  SEPARATORS,
  type ImportRunView,
} from './client.ts';
import { exportReport } from './export-report.ts';
import { getImport, listImportRows, listImports } from './list-imports.ts';
import { listImportCodes } from './list-codes.ts';
import { discardUpload, receiveUpload } from './receive-upload.ts';
import { codesInput, repeatInput, rowsInput, startInput } from './schema.ts';
import { authorizeImport, confirmImport, startImport } from './start-import.ts';

const tags = ['imports'];
const run = z.object({
  id: z.number(),
  kind: z.enum(IMPORT_KINDS),
  files: z.array(z.object({ role: z.enum(FILE_ROLES), name: z.string(), bytes: z.number() })),
  options: z.object({
    overlay: z.enum(OVERLAYS),
    library: libraryName.nullable().describe('of copies and members whose file names none'),
    separator: z.enum(SEPARATORS),
    quote: z.enum(QUOTES),
    recordSeparator: z.enum(RECORD_SEPARATORS),
    codes: codesInput.optional().describe('Koha: what its codes mean, as far as somebody has said so'),
  }),
  dryRun: z.boolean(),
  status: z.enum(RUN_STATUSES),
  totalBytes: z.number(),
  doneBytes: z.number(),
  readCount: z.number(),
  createdCount: z.number(),
  updatedCount: z.number(),
  skippedCount: z.number(),
  failedCount: z.number(),
  itemCount: z.number(),
  memberCount: z.number(),
  warningCount: z.number(),
  errorCode: z.string().nullable(),
  error: z.string().nullable(),
  startedBy: z.string(),
  createdAt: isoInstant,
  startedAt: isoInstant.nullable(),
  finishedAt: isoInstant.nullable(),
  repeatable: z.boolean(),
});
const viewOf =
  (named: NameLibraries) =>
  ({ options: { libraryId, ...options }, ...rest }: ImportRunView) => ({
    ...rest,
    options: { ...options, library: named(libraryId) },
  });
const shown = async (ctx: Ctx, one: ImportRunView) => viewOf(await nameLibraries(ctx))(one);

const row = z.object({
  id: z.number(),
  file: z.string().nullable(),
  rowNumber: z.number(),
  outcome: z.enum(ROW_OUTCOMES),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  label: z.string().nullable(),
  message: z.string(),
  bibId: z.number().nullable(),
});
const metCode = z.object({
  kind: z.enum(CODE_KINDS),
  code: z.string(),
  count: z.number(),
  means: z.string().nullable(),
  known: z.boolean(),
});
const afterId = z.tuple([z.number().int()]);

/** A form of a page wants a page in answer. `en` is the form's own word for its language. */
const pageOf = (fields: Record<string, string>, rest: string): string =>
  `${fields.locale === 'en' ? '/en' : ''}/staf/impor${rest}`;

/** The form of the page, known by all that it says: pressed twice, it starts one run. */
function ofForm(ctx: Ctx, { fields, files, digests }: Awaited<ReturnType<typeof receiveUpload>>): Ctx {
  if (!fields[FORM_KEY]) return ctx;
  const { actor } = ctx;
  const said = [
    actor.kind,
    'id' in actor ? actor.id : null,
    fields,
    files.map(({ role, name }, nth) => [role, name, digests[nth]]),
  ];
  return {
    ...ctx,
    form: createHash('sha256')
      .update(`import ${JSON.stringify(said)}`)
      .digest('hex'),
  };
}

/** `/imports`: uploads as `multipart/form-data`, runs, their reports. Needs `imports.run`. */
const importsApi: ApiModule = (api, { config, storage, jobs }) => {
  api.post(
    '/imports',
    {
      config: { access: { may: 'imports.run', network: true } },
      schema: {
        tags,
        summary: 'Upload files and start an import',
        description:
          'multipart/form-data: `kind`, `dryRun`, `overlay`, `library` (code or id), `separator`, `quote`, `recordSeparator`, `codes` (Koha: a JSON list of `{kind, code, means}`), and the files in fields named by their role: `main`, or `biblio`, `items`, `members` for SLiMS, `biblio` (MARC) and `members` (CSV) for Koha. A form of a browser (Accept: text/html) is answered with a redirect to its page.',
        consumes: ['multipart/form-data'],
        response: { 201: run, 303: z.null() },
      },
    },
    async (request, reply) => {
      authorizeImport(request.ctx, 'marc'); // the kind itself is checked once the form is read
      const isPage = request.headers.accept?.includes('text/html') ?? false;
      const received = await receiveUpload(request, storage);
      const { files, fields } = received;
      const ctx = ofForm(request.ctx, received);
      try {
        const id = await startImport(ctx, parseInput(startInput, fields), files, jobs);
        const location = pageOf(fields, `/${id}`);
        // a program is given the answer itself again, which is kept where it is given
        if (fields[FORM_KEY]) await noteFormAnswer(ctx, { location, cookies: [] });
        if (isPage) return await reply.redirect(location, 303);
        return await reply.code(201).send(await shown(request.ctx, await getImport(request.ctx, id)));
      } catch (error) {
        await discardUpload(files, storage);
        if (!isPage || !(error instanceof AppError)) throw error;
        const before = await answerOfForm(ctx);
        if (before?.location) return reply.redirect(before.location, 303);
        const query = new URLSearchParams({ jenis: fields.kind ?? '', galat: error.code });
        return reply.redirect(pageOf(fields, `?${query.toString()}`), 303);
      }
    },
  );

  api.get(
    '/imports',
    {
      config: { access: { may: 'imports.run', network: true } },
      schema: {
        tags,
        summary: 'Imports, newest first',
        querystring: z.object(pageQuery),
        response: { 200: listOf(run) },
      },
    },
    async (request) => {
      const { cursor, limit } = request.query;
      const before = decodeCursor(cursor, afterId);
      const runs = await listImports(request.ctx, before?.[0] ?? null, limit + 1);
      const { data, next } = toPage(runs, limit, (one) => [one.id]);
      return { data: data.map(viewOf(await nameLibraries(request.ctx))), next };
    },
  );

  api.get(
    '/imports/:id',
    {
      config: { access: { may: 'imports.run', network: true } },
      schema: { tags, summary: 'One import and how far it is', params: idParam, response: { 200: run } },
    },
    async (request) => shown(request.ctx, await getImport(request.ctx, request.params.id)),
  );

  api.get(
    '/imports/:id/rows',
    {
      config: { access: { may: 'imports.run', network: true } },
      schema: {
        tags,
        summary: 'Lines of the report, in the order of the file',
        params: idParam,
        querystring: rowsInput.extend(pageQuery),
        response: { 200: listOf(row) },
      },
    },
    async (request) => {
      const { cursor, limit, outcome } = request.query;
      const after = decodeCursor(cursor, afterId)?.[0] ?? 0;
      const rows = await listImportRows(request.ctx, request.params.id, { outcome, afterId: after, limit: limit + 1 });
      return toPage(rows, limit, (one) => [one.id]);
    },
  );

  api.get(
    '/imports/:id/report',
    {
      config: { access: { may: 'imports.run', network: true } },
      schema: { tags, summary: 'The report as CSV', params: idParam, querystring: rowsInput },
    },
    async (request, reply) => {
      const { id } = request.params;
      await getImport(request.ctx, id);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="impor-${id}.csv"`)
        .send(Readable.from(exportReport(request.ctx, id, request.query.outcome, originOf(config, request))));
    },
  );

  api.get(
    '/imports/:id/codes',
    {
      config: { access: { may: 'imports.run', network: true } },
      schema: {
        tags,
        summary: 'Codes of Koha that a run has met, and what they mean here',
        description:
          'Codes of libraries, item types and categories, with how many copies or members have them. `known` false: nobody knows the code, and `means` is what everything unknown means. Say what they mean with `codes` when the trial is repeated.',
        params: idParam,
        response: { 200: listOf(metCode) },
      },
    },
    async (request) => ({ data: await listImportCodes(request.ctx, request.params.id), next: null }),
  );

  api.post(
    '/imports/:id/cancel',
    {
      config: { access: { may: 'imports.run', network: true } },
      schema: {
        tags,
        summary: 'Ask an import to stop; what was saved stays',
        params: idParam,
        response: { 200: run },
      },
    },
    async (request) => {
      await cancelImport(request.ctx, request.params.id);
      return shown(request.ctx, await getImport(request.ctx, request.params.id));
    },
  );

  api.post(
    '/imports/:id/confirm',
    {
      config: { access: { may: 'imports.run', network: true } },
      schema: {
        tags,
        summary: 'Repeat an ended trial in earnest, with the files it kept',
        description:
          'With `dryRun` as a trial once more. `codes` says what the codes of Koha mean from then on; left out, what was said before holds.',
        params: idParam,
        body: repeatInput.nullish(),
        response: { 201: run },
      },
    },
    async (request, reply) => {
      const id = await confirmImport(request.ctx, request.params.id, jobs, request.body ?? {});
      return reply.code(201).send(await shown(request.ctx, await getImport(request.ctx, id)));
    },
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [importsApi];
