import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { answerOfForm, noteFormAnswer } from '#modules/ground/audit';
import { FILE_AREA } from '#modules/ground/content';
import { libraryRef, resolveLibraryId } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { AppError, platformErrors } from '#platform/errors';
import { idParam, type Api } from '#platform/requests/http';
import { receiveStored, type FileForm } from '#platform/requests/receive-form';
import type { Storage } from '#platform/storage';
import { FORM_KEY } from '#shared/form-key';
import { ARCHIVE_MEGABYTES } from '../client.ts';
import { newCourseBody } from '../http-shapes.ts';
import { exportCourse, exportCourseFile } from './export-course.ts';
import { importCourse, importCourseFile } from './import-course.ts';
import { archiveInput } from '../schema.ts';

const tags = ['courses'];
const access = { may: 'courses.manage' } as const;
const ZIP = 'application/zip';
const made = { 201: z.object({ id: z.number() }) };

const form = {
  file: 'file',
  megabytes: ARCHIVE_MEGABYTES,
  mediaTypes: [ZIP, 'application/json'],
  required: true,
  fields: z.object({
    library: libraryRef.or(z.literal('')).optional().describe('whose it is; left out = of the network'),
    [FORM_KEY]: z.string().max(100).optional().describe('by this a form that is sent twice is carried out once'),
    _tempat: z.string().max(60).optional().describe('forms of pages say it; nothing depends on it here'),
  }),
} satisfies FileForm;

/** The page of courses, for whoever sent a form of it. */
const pageOf = (locale: 'id' | 'en', rest: string): string => `${locale === 'en' ? '/en' : ''}/staf/belajar${rest}`;

/** The form of the page, known by its key: pressed twice, it brings one course. */
function ofForm(ctx: Ctx, key: string | undefined): Ctx {
  if (!key) return ctx;
  const { actor } = ctx;
  const said = JSON.stringify([actor.kind, 'id' in actor ? actor.id : null, key]);
  return { ...ctx, form: createHash('sha256').update(`course-archive ${said}`).digest('hex') };
}

/** Why a form was refused, for its page: by codes and names, of which that makes its sentence. */
const whyOf = ({ code, fields, params }: AppError): string =>
  new URLSearchParams({
    galat: code,
    alasan: Object.values(fields)[0] ?? '',
    nama: String(params.name ?? params.where ?? '').slice(0, 120),
    apa: String(params.what ?? params.line ?? params.megabytes ?? '').slice(0, 40),
  }).toString();

const isForm = ({ headers }: FastifyRequest): boolean => headers.accept?.includes('text/html') ?? false;
const localeOf = ({ query }: FastifyRequest): 'id' | 'en' =>
  z.object({ locale: z.literal('en') }).safeParse(query).success ? 'en' : 'id';

/** What is refused before a form is read (nobody is signed in any more, too many at once) is told on its page, too. */
function refuseOnPage(error: FastifyError | AppError, request: FastifyRequest, reply: FastifyReply): unknown {
  if (!isForm(request) || !(error instanceof AppError)) throw error;
  return reply.redirect(pageOf(localeOf(request), `?${whyOf(error)}#arsip`), 303);
}

/** Archives of courses. */
export function archiveRoutes(api: Api, storage: Storage): void {
  api.get(
    '/course-archives/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'The words and tasks of a course, to be taken elsewhere',
        params: idParam,
        response: { 200: archiveInput },
      },
    },
    async ({ ctx, params }) => exportCourse(ctx, params.id),
  );
  api.get(
    '/course-archives/:id/file',
    {
      config: { access, gives: [ZIP] },
      schema: {
        tags,
        summary: 'A course whole with its pictures, documents and recordings, as ZIP',
        params: idParam,
      },
    },
    async ({ ctx, params }, reply) => {
      const { fileName, body } = await exportCourseFile(ctx, storage, params.id);
      void reply.type(ZIP).header('content-disposition', `attachment; filename="${fileName}"`);
      return reply.send(Readable.from(body));
    },
  );
  api.post(
    '/course-archives',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Bring the words and tasks of a course in, as a draft',
        body: z.object({ library: newCourseBody.shape.library, archive: archiveInput }),
        response: made,
      },
    },
    async ({ ctx, body: { library, archive } }, reply) =>
      reply.code(201).send(await importCourse(ctx, { libraryId: await resolveLibraryId(ctx, library), archive })),
  );
  api.post(
    '/course-archive-files',
    {
      config: { access, form },
      errorHandler: refuseOnPage,
      schema: {
        tags,
        summary: 'Bring a course in with its pictures, documents and recordings, as a draft: all of it or nothing',
        description: `A ZIP file as GET /course-archives/{id}/file gives it, of at most ${ARCHIVE_MEGABYTES} MB, or its kursus.json alone. Every file in it is looked at as one that somebody brings. A form of a browser (Accept: text/html) is answered with a redirect to the course.`,
        querystring: z.object({
          locale: z.enum(['id', 'en']).default('id').describe('in which language a form of a browser is answered'),
        }),
        response: { ...made, 303: z.null() },
      },
    },
    async (request, reply) => {
      const { ctx, query } = request;
      const isPage = isForm(request);
      let acting: Ctx = ctx;
      try {
        const { file, input } = await receiveStored(request, form, { storage, area: FILE_AREA });
        if (!file) throw platformErrors.invalidInput({}, { file: 'required' });
        const { library, [FORM_KEY]: key } = input;
        acting = { ...ofForm(ctx, key), ...(isPage && { locale: query.locale }) };
        const libraryId = await resolveLibraryId(ctx, library === '' ? undefined : library).catch(
          async (error: unknown) => {
            await storage.remove(file.key);
            throw error;
          },
        );
        const { id } = await importCourseFile(acting, storage, { libraryId, file });
        const location = pageOf(query.locale, `/${id}?dari=arsip`);
        if (acting.form !== undefined) await noteFormAnswer(acting, { location, cookies: [] });
        return isPage ? await reply.redirect(location, 303) : await reply.code(201).send({ id });
      } catch (error) {
        if (!isPage || !(error instanceof AppError)) throw error;
        const before = await answerOfForm(acting);
        return reply.redirect(before?.location ?? pageOf(query.locale, `?${whyOf(error)}#arsip`), 303);
      }
    },
  );
}
