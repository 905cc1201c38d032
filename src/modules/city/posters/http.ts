import { z } from 'zod';
import { libraryName, libraryRef, nameLibraries, resolveLibrary, resolveLibraryId } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { idText } from '#platform/requests/bounds';
import {
  expectedVersion,
  idParam,
  isoInstant,
  listOf,
  pageQuery,
  sendVersioned,
  type Api,
  type ApiModule,
} from '#platform/requests/http';
import { originOf } from '#platform/requests/site-origin';
import type { Services } from '#platform/services';
import { addPlaces } from './add-places.ts';
import { chainApi } from './chain/http-chain.ts';
import { archivePoster, changePoster, restorePoster } from './change-poster.ts';
import { POSTER_CHANNELS, POSTER_FIELDS, POSTER_FORMATS, POSTER_SUBJECTS, POSTER_TEMPLATES } from './client.ts';
import { judgeWords } from './judge-words.ts';
import { makePoster } from './make-poster.ts';
import { posterPdf, posterPicture } from './print-poster.ts';
import { MOST_PLACES, PLACE_LENGTH } from './rules/terms.ts';
import { posterInput, wordsInput } from './schema.ts';
import { takeDown } from './take-down.ts';
import { getPoster, listPosters } from './view-posters.ts';

const tags = ['posters'];
const access = { may: 'posters.make' } as const;
const look = { template: z.enum(POSTER_TEMPLATES), format: z.enum(POSTER_FORMATS) };
const words = z.object({
  over: z.string(),
  title: z.string(),
  when: z.string(),
  first: z.string(),
  second: z.string(),
  call: z.string().describe('at the code: what it opens'),
});
const lineSchema = z.object({
  id: z.number(),
  library: libraryName,
  title: z.string(),
  subject: z.enum(POSTER_SUBJECTS),
  ...look,
  places: z.number().describe('where it hangs'),
  hits: z.number().describe('openings of its codes in the last thirty days'),
  changedAt: isoInstant,
  archived: z.boolean(),
});
const posterSchema = z.object({
  id: z.number(),
  library: libraryName,
  subject: z.object({
    kind: z.enum(POSTER_SUBJECTS),
    programId: z.number().nullable(),
    collectionId: z.number().nullable(),
    courseId: z.number().nullable(),
    state: z
      .enum(['open', 'over', 'gone'])
      .describe('gone: not published, called off, withdrawn or not there; nothing is printed'),
    leadsTo: z.string().nullable(),
    title: z.string(),
    when: z.string(),
  }),
  ...look,
  words,
  alt: z.string(),
  campaign: z.string(),
  campaignHits: z.number().nullable().describe('the same of all posters of its campaign; null = it is of none'),
  createdAt: isoInstant,
  createdBy: z.string(),
  changedAt: isoInstant,
  archived: z.boolean(),
  version: z.number(),
  places: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      channel: z.enum(POSTER_CHANNELS),
      code: z.string().describe('the printed address is /q/<code>'),
      takenDown: z.boolean().describe('its code is in use no more'),
      hits: z.number().describe('openings in the last thirty days; robots that say so are not counted'),
    }),
  ),
  days: z.array(z.object({ day: z.string().describe('YYYY-MM-DD'), place: z.string(), hits: z.number() })),
});
const placesBody = z.object({
  places: z
    .array(
      z.object({
        library: libraryRef.optional(),
        name: z.string().trim().max(PLACE_LENGTH).default('').describe('of a place that is no library'),
        channel: z.enum(POSTER_CHANNELS).default('wall'),
      }),
    )
    .max(MOST_PLACES),
});

async function shown(ctx: Ctx, id: number): Promise<z.output<typeof posterSchema>> {
  const { libraryId, ...poster } = await getPoster(ctx, id);
  const libraryOf = await nameLibraries(ctx);
  return { ...poster, library: libraryOf(libraryId) };
}

function listing(api: Api): void {
  api.get(
    '/posters',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Posters, cards and signs, the newest first',
        querystring: z.object({
          library: libraryRef.optional(),
          archived: z.stringbool().default(false),
          ...pageQuery,
        }),
        response: { 200: listOf(lineSchema) },
      },
    },
    async ({ ctx, query: { library, ...query } }) => {
      const { data, next } = await listPosters(ctx, { ...query, libraryId: await resolveLibraryId(ctx, library) });
      const libraryOf = await nameLibraries(ctx);
      return { data: data.map(({ libraryId, ...line }) => ({ ...line, library: libraryOf(libraryId) })), next };
    },
  );
  api.get(
    '/posters/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'A poster, its places, and how often its codes were opened in thirty days, by day and place',
        params: idParam,
        response: { 200: posterSchema },
      },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await shown(ctx, params.id)),
  );
  api.post(
    '/poster-checks',
    {
      config: { access },
      schema: {
        tags,
        summary: 'In which formats words fit on a template, and by how many letters which of them is too long',
        body: z.object({ template: look.template, words: wordsInput }),
        response: {
          200: z.object({
            formats: z.array(
              z.object({
                format: look.format,
                tooLong: z.array(z.object({ field: z.enum(POSTER_FIELDS), letters: z.number() })),
              }),
            ),
          }),
        },
      },
    },
    ({ ctx, body }) => ({ formats: judgeWords(ctx, body) }),
  );
}

function writing(api: Api): void {
  api.post(
    '/posters',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Make a poster, a card or a sign; words that do not fit are refused',
        body: posterInput.extend({ library: libraryRef }),
        response: { 201: posterSchema },
      },
    },
    async ({ ctx, body: { library, ...input } }, reply) => {
      const id = await makePoster(ctx, (await resolveLibrary(ctx, library)).id, input);
      return sendVersioned(reply.code(201), await shown(ctx, id));
    },
  );
  api.put(
    '/posters/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Change a poster; what hangs keeps its codes, which lead where it says from then on',
        params: idParam,
        body: posterInput,
        response: { 200: posterSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await changePoster(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await shown(ctx, params.id));
    },
  );
  api.post(
    '/posters/:id/places',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Hang a poster in more places, each with a code of its own; a place that has one keeps it',
        params: idParam,
        body: placesBody,
        response: { 200: posterSchema },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const places = [];
      for (const { library, ...place } of body.places) {
        places.push({ ...place, libraryId: await resolveLibraryId(ctx, library, 'places') });
      }
      await addPlaces(ctx, params.id, places);
      return sendVersioned(reply, await shown(ctx, params.id));
    },
  );
  api.post(
    '/posters/:id/places/:place/retire',
    {
      config: { access },
      schema: {
        tags,
        summary: 'A poster hangs in a place no more: its code there leads to a friendly page',
        params: idParam.extend({ place: idText }),
        response: { 200: posterSchema },
      },
    },
    async ({ ctx, params }, reply) => {
      await takeDown(ctx, params.id, params.place);
      return sendVersioned(reply, await shown(ctx, params.id));
    },
  );
  const moves = {
    archive: { does: archivePoster, says: 'Put a poster away; what hangs still leads where it led' },
    restore: { does: restorePoster, says: 'Bring a poster back that was put away' },
  } as const;
  for (const [name, { does, says }] of Object.entries(moves)) {
    api.post(
      `/posters/:id/${name}`,
      {
        config: { access, ifMatch: true },
        schema: { tags, summary: says, params: idParam, response: { 200: posterSchema } },
      },
      async (request, reply) => {
        const { ctx, params } = request;
        await does(ctx, params.id, expectedVersion(request));
        return sendVersioned(reply, await shown(ctx, params.id));
      },
    );
  }
}

function printing(api: Api, { config }: Pick<Services, 'config'>): void {
  const querystring = z.object({
    format: look.format.optional().describe('left out: its own'),
    place: idText.optional().describe('one place alone'),
  });
  const files = {
    pdf: {
      gives: 'application/pdf',
      does: posterPdf,
      says: 'A poster as PDF, a page for each place with its own code',
    },
    picture: {
      gives: 'image/png',
      does: posterPicture,
      says: 'A poster of one place as PNG; cards in their own pixels',
    },
  } as const;
  for (const [name, { gives, does, says }] of Object.entries(files)) {
    api.get(
      `/posters/:id/${name}`,
      { config: { access, gives: [gives] }, schema: { tags, summary: says, params: idParam, querystring } },
      async (request, reply) => {
        const { ctx, params, query } = request;
        const services = { config, origin: originOf(config, request) };
        const { fileName, body } = await does(ctx, services, params.id, { format: query.format, placeId: query.place });
        void reply.type(gives).header('content-disposition', `inline; filename="${fileName}"`);
        return reply.send(Buffer.from(body));
      },
    );
  }
}

/** Posters, cards and signs. */
const postersApi: ApiModule = (api, services) => {
  listing(api);
  writing(api);
  printing(api, services);
};

/** Its routes. */
export const api: readonly ApiModule[] = [postersApi, chainApi];
