import { createHash } from 'node:crypto';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { answerOfForm, noteFormAnswer } from '#modules/ground/audit';
import { FILE_AREA } from '#modules/ground/content';
import { CAPTIONS_LENGTH, FILE_MEDIA_TYPES, FILE_MEGABYTES } from '#modules/ground/content/client';
import { libraryRef, resolveLibraryId } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { AppError, platformErrors } from '#platform/errors';
import { decodeCursor, encodeCursor, expectedVersion, idParam, listOf, type Api } from '#platform/requests/http';
import { receiveStored, type FileForm } from '#platform/requests/receive-form';
import type { Storage } from '#platform/storage';
import { FORM_KEY } from '#shared/form-key';
import { fileSchema, siteFileOf } from './http-shapes.ts';
import {
  addSiteFile,
  hideSiteFile,
  listSiteFiles,
  removeSiteFile,
  renameSiteFile,
  setSiteCaptions,
} from './writing/site-files.ts';

const tags = ['site'];
const access = { may: ['news.edit', 'site.edit'] } as const;
const gone = { 204: z.null() };
const afterId = z.tuple([z.number().int().positive()]);

const form = {
  file: 'file',
  megabytes: Math.max(...Object.values(FILE_MEGABYTES)),
  mediaTypes: FILE_MEDIA_TYPES,
  required: true,
  fields: z.object({
    library: libraryRef.or(z.literal('')).optional().describe('whose it is; left out = of the network'),
    title: z.string().max(200).describe('what it is'),
    [FORM_KEY]: z.string().max(100).optional().describe('by this a form that is sent twice is carried out once'),
    _tempat: z.string().max(60).optional().describe('forms of pages say it; nothing depends on it here'),
  }),
} satisfies FileForm;

/** The page of files, for whoever sent a form of it. */
const pageOf = (locale: 'id' | 'en', rest: string): string =>
  `${locale === 'en' ? '/en' : ''}/staf/kabar/berkas${rest}`;

/** The form of the page, known by its key: pressed twice, it brings one file. */
function ofForm(ctx: Ctx, key: string | undefined): Ctx {
  if (!key) return ctx;
  const { actor } = ctx;
  const said = JSON.stringify([actor.kind, 'id' in actor ? actor.id : null, key]);
  return { ...ctx, form: createHash('sha256').update(`site-file ${said}`).digest('hex') };
}

/** Why a form was refused, for its page, with what was typed in it. */
const whyOf = ({ code, fields, params }: AppError, { title = '', library = '' }: Record<string, string>): string =>
  new URLSearchParams({
    galat: code,
    alasan: Object.values(fields)[0] ?? '',
    batas: String(params.megabytes ?? ''),
    judul: title.slice(0, 200),
    tempat: library.slice(0, 60),
  }).toString();

const isForm = ({ headers }: FastifyRequest): boolean => headers.accept?.includes('text/html') ?? false;

/** What is refused before a form is read (nobody is signed in any more, too many at once) is told on its page, too. */
function refuseOnPage(error: FastifyError | AppError, request: FastifyRequest, reply: FastifyReply): unknown {
  if (!isForm(request) || !(error instanceof AppError)) throw error;
  const locale = z.object({ locale: z.literal('en') }).safeParse(request.query).success ? 'en' : 'id';
  return reply.redirect(pageOf(locale, `?${whyOf(error, {})}`), 303);
}

/** Documents and recordings for news and pages. */
export function fileRoutes(api: Api, storage: Storage): void {
  api.get(
    '/site-files',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Documents and recordings to choose from, the newest first',
        querystring: z.object({
          cursor: z.string().max(200).optional(),
          limit: z.coerce.number().int().min(1).max(100).default(20),
          hidden: z.stringbool().default(false).describe('those that are offered no longer'),
        }),
        response: { 200: listOf(fileSchema.extend({ version: z.number() })) },
      },
    },
    async ({ ctx, query: { cursor, limit, hidden } }) => {
      const [from] = decodeCursor(cursor, afterId) ?? [null];
      const found = await listSiteFiles(ctx, { before: from, hidden, limit: limit + 1 });
      const data = found.slice(0, limit).map((one) => ({ ...siteFileOf(one), version: one.version }));
      const last = data.at(-1);
      return { data, next: found.length > limit && last ? encodeCursor([last.id]) : null };
    },
  );
  api.post(
    '/site-files',
    {
      config: { access, form },
      errorHandler: refuseOnPage,
      schema: {
        tags,
        summary: 'Bring a document or a recording; it is kept as it came',
        description: `Of a document at most ${FILE_MEGABYTES.file} MB, of a sound ${FILE_MEGABYTES.audio} MB, of a video ${FILE_MEGABYTES.video} MB; its kind is judged by its content. A form of a browser (Accept: text/html) is answered with a redirect to the page of files.`,
        querystring: z.object({
          locale: z.enum(['id', 'en']).default('id').describe('in which language a form of a browser is answered'),
        }),
        response: { 201: z.object({ id: z.number() }), 303: z.null() },
      },
    },
    async (request, reply) => {
      const { ctx, query } = request;
      const isPage = isForm(request);
      let acting: Ctx = ctx;
      const typed: Record<string, string> = {};
      try {
        const { file, input } = await receiveStored(request, form, { storage, area: FILE_AREA, typed });
        if (!file) throw platformErrors.invalidInput({}, { file: 'required' });
        const { library, title, [FORM_KEY]: key } = input;
        acting = ofForm(ctx, key);
        const libraryId = await resolveLibraryId(ctx, library === '' ? undefined : library).catch(
          async (error: unknown) => {
            await storage.remove(file.key);
            throw error;
          },
        );
        const id = await addSiteFile(acting, storage, { libraryId, title, file });
        const location = pageOf(query.locale, `?baru=${id}`);
        if (acting.form !== undefined) await noteFormAnswer(acting, { location, cookies: [] });
        return isPage ? await reply.redirect(location, 303) : await reply.code(201).send({ id });
      } catch (error) {
        if (!isPage || !(error instanceof AppError)) throw error;
        const before = await answerOfForm(acting);
        return reply.redirect(before?.location ?? pageOf(query.locale, `?${whyOf(error, typed)}`), 303);
      }
    },
  );
  api.put(
    '/site-files/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Say what a file is called',
        params: idParam,
        body: z.object({ title: z.string().max(200) }),
        response: gone,
      },
    },
    async (request, reply) => {
      await renameSiteFile(request.ctx, request.params.id, { ...request.body, version: expectedVersion(request) });
      return reply.code(204).send(null);
    },
  );
  api.put(
    '/site-files/:id/captions',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Put captions to a video in one language, or take them away',
        params: idParam,
        body: z.object({
          language: z.enum(['id', 'en']),
          text: z.string().max(CAPTIONS_LENGTH).describe('WebVTT or SubRip; empty takes them away'),
        }),
        response: gone,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await setSiteCaptions(ctx, storage, params.id, { ...body, version: expectedVersion(request) });
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/site-files/:id',
    {
      config: { access, ifMatch: true },
      schema: { tags, summary: 'Offer a file no longer; where it stands it stays', params: idParam, response: gone },
    },
    async (request, reply) => {
      await hideSiteFile(request.ctx, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/site-files/:id/removals',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Remove for good what a file holds; where it stands, readers are told that it is gone',
        params: idParam,
        response: gone,
      },
    },
    async (request, reply) => {
      await removeSiteFile(request.ctx, storage, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
}
