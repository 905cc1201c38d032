import { z } from 'zod';
import { PICTURE_MEGABYTES } from '#modules/ground/content/client';
import { libraryName, libraryRef, nameLibraries, resolveLibraryId } from '#modules/ground/libraries';
import {
  decodeCursor,
  encodeCursor,
  expectedVersion,
  idParam,
  isoInstant,
  listOf,
  type Api,
} from '#platform/requests/http';
import { receiveForm, type FileForm } from '#platform/requests/receive-form';
import type { Storage } from '#platform/storage';
import { pictureSchema } from './http-shapes.ts';
import { listTopicRows } from './reading/staff-pages.ts';
import { topicInput } from './schema.ts';
import { listBanners, putBannerUp, takeBannerDown } from './writing/banners.ts';
import { addTopic, removeTopic, renameTopic } from './writing/edit-topics.ts';
import { addSitePicture, changeSitePicture, hideSitePicture, listSitePictures } from './writing/site-pictures.ts';

const tags = ['site'];
const made = { 201: z.object({ id: z.number() }) };
const gone = { 204: z.null() };

/** Banners, which stand until their end. */
export function bannerRoutes(api: Api): void {
  const access = { may: 'site.edit' } as const;
  const banner = z.object({
    id: z.number(),
    library: libraryName.nullable(),
    words: z.string(),
    wordsEn: z.string(),
    href: z.string(),
    fromAt: isoInstant,
    untilAt: isoInstant,
    version: z.number(),
  });
  api.get(
    '/site-banners',
    { config: { access }, schema: { tags, summary: 'Banners that stand or will', response: { 200: listOf(banner) } } },
    async ({ ctx }) => {
      const nameOf = await nameLibraries(ctx);
      const data = (await listBanners(ctx)).map(({ libraryId, createdBy: _, ...one }) => ({
        ...one,
        library: nameOf(libraryId),
      }));
      return { data, next: null };
    },
  );
  api.post(
    '/site-banners',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Put up a banner until its end',
        body: z.object({
          library: libraryRef
            .nullable()
            .default(null)
            .describe('on whose own site; null = on pages of the whole network'),
          words: z.string().max(200),
          wordsEn: z.string().max(200).default(''),
          href: z.string().max(1000).default(''),
          fromAt: isoInstant,
          untilAt: isoInstant,
        }),
        response: made,
      },
    },
    async ({ ctx, body: { library, ...words } }, reply) =>
      reply
        .code(201)
        .send({ id: await putBannerUp(ctx, { ...words, libraryId: await resolveLibraryId(ctx, library) }) }),
  );
  api.delete(
    '/site-banners/:id',
    {
      config: { access, ifMatch: true },
      schema: { tags, summary: 'Take a banner down now', params: idParam, response: gone },
    },
    async (request, reply) => {
      await takeBannerDown(request.ctx, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
}

/** What news is about. */
export function topicRoutes(api: Api): void {
  const access = { may: 'site.edit' } as const;
  const topic = z.object({
    id: z.number(),
    slug: z.string(),
    name: z.string(),
    nameEn: z.string(),
    version: z.number(),
  });
  api.get(
    '/news-topics',
    {
      config: { access: { may: 'news.edit' } },
      schema: { tags, summary: 'The topics of news with both names', response: { 200: listOf(topic) } },
    },
    async ({ ctx }) => ({ data: (await listTopicRows(ctx)).map(({ position: _, ...one }) => one), next: null }),
  );
  api.post(
    '/news-topics',
    {
      config: { access },
      schema: { tags, summary: 'Add a topic, behind the others', body: topicInput, response: made },
    },
    async ({ ctx, body }, reply) => reply.code(201).send({ id: await addTopic(ctx, body) }),
  );
  api.put(
    '/news-topics/:id',
    {
      config: { access, ifMatch: true },
      schema: { tags, summary: 'Rename a topic; its address stays', params: idParam, body: topicInput, response: gone },
    },
    async (request, reply) => {
      await renameTopic(request.ctx, request.params.id, { ...request.body, version: expectedVersion(request) });
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/news-topics/:id',
    {
      config: { access },
      schema: { tags, summary: 'Remove a topic that no news has or had', params: idParam, response: gone },
    },
    async ({ ctx, params }, reply) => {
      await removeTopic(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
}

const form = {
  file: 'picture',
  megabytes: PICTURE_MEGABYTES,
  mediaTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/svg+xml'],
  required: true,
  fields: z.object({
    library: libraryRef.optional().describe('whose it is; left out = of the network'),
    alt: z.string().max(300).describe('what it shows'),
    credit: z.string().max(200).default(''),
  }),
} satisfies FileForm;

/** Pictures for news and pages. */
export function pictureRoutes(api: Api, storage: Storage): void {
  const access = { may: ['news.edit', 'site.edit'] } as const;
  const before = z.tuple([z.number().int().positive()]);
  const percent = z.number().int().min(0).max(100);
  api.get(
    '/site-pictures',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Pictures to choose from, the newest first',
        querystring: z.object({
          cursor: z.string().max(200).optional(),
          limit: z.coerce.number().int().min(1).max(100).default(20),
        }),
        response: {
          200: listOf(pictureSchema.extend({ focusX: z.number(), focusY: z.number(), version: z.number() })),
        },
      },
    },
    async ({ ctx, query: { cursor, limit } }) => {
      const [from] = decodeCursor(cursor, before) ?? [null];
      const found = await listSitePictures(ctx, { before: from, limit: limit + 1 });
      const data = found.slice(0, limit).map(({ libraryId: _, ...one }) => one);
      const last = data.at(-1);
      return { data, next: found.length > limit && last ? encodeCursor([last.id]) : null };
    },
  );
  api.post(
    '/site-pictures',
    {
      config: { access, form },
      schema: {
        tags,
        summary:
          'Add a picture; it is made anew, without where and when it was taken; an SVG of shapes, colours and words stays one',
        response: made,
      },
    },
    async (request, reply) => {
      const { file, input } = await receiveForm(request, form);
      const { library, ...words } = input;
      const libraryId = await resolveLibraryId(request.ctx, library);
      const id = await addSitePicture(request.ctx, storage, { ...words, libraryId, picture: file ?? new Blob() });
      return reply.code(201).send({ id });
    },
  );
  api.put(
    '/site-pictures/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Say what a picture shows, who made it, and what stays in sight where it is cut',
        params: idParam,
        body: z.object({
          alt: z.string().max(300),
          credit: z.string().max(200).default(''),
          focusX: percent.describe('hundredths from the left'),
          focusY: percent.describe('hundredths from the top'),
        }),
        response: gone,
      },
    },
    async (request, reply) => {
      await changeSitePicture(request.ctx, request.params.id, { ...request.body, version: expectedVersion(request) });
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/site-pictures/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Offer a picture no longer; where it stands it stays',
        params: idParam,
        response: gone,
      },
    },
    async (request, reply) => {
      await hideSitePicture(request.ctx, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
}
