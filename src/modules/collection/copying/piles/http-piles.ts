import { z } from 'zod';
import { ITEM_SOURCES } from '#modules/collection/catalog/client';
import { libraryName, libraryRef, nameLibraries, resolveLibrary, type NameLibraries } from '#modules/ground/libraries';
import { idText } from '#platform/requests/bounds';
import { idParam, isoInstant, listOf, pageQuery, type Api } from '#platform/requests/http';
import type { Services } from '#platform/services';
import { BOOK_STATES, type Pile } from '../client.ts';
import { addFromPileInput, bookChanges, growInput, pileInput } from '../schema.ts';
import { addFromPile } from './add-from-pile.ts';
import { changePileBook, lookUpAgain, removePile, stopPile } from './change-pile.ts';
import { getPile, listPiles } from './list-piles.ts';
import { growPile, startPile } from './start-pile.ts';

const pile = z.object({
  id: z.number(),
  library: libraryName,
  itemType: z.string(),
  source: z.string().nullable(),
  stopped: z.boolean().describe('nobody is asked until it is looked up again'),
  createdBy: z.string(),
  createdAt: isoInstant,
});
const book = z.object({
  id: z.number(),
  number: z.number().describe('from 1, in the order of scanning'),
  isbn: z.string(),
  copies: z.number(),
  state: z.enum(BOOK_STATES).describe('several: more than one title here has its number'),
  title: z.string().nullable(),
  byline: z.string().nullable(),
  sources: z.array(z.string()).describe('catalogues that have it'),
  silent: z.array(z.string()).describe('catalogues that gave no answer'),
  barcodes: z.array(z.string()).describe('of the copies that were added'),
  bibId: z.number().nullable().describe('the title here, where there is one'),
  items: z.number().describe('how many copies it has here already'),
});
const grown = z.object({
  added: z.array(z.string()),
  known: z.array(z.string()).describe('in the pile already'),
  repeated: z.number().describe('stood more than once in the text'),
  wrong: z.array(z.string()).describe('lines without a valid ISBN'),
});

const shown = ({ libraryId, source, ...rest }: Pile, named: NameLibraries) => ({
  ...rest,
  library: named(libraryId),
  source,
});

/** `/book-piles`: books that are looked up in other catalogues behind, and added to ours. */
export function pileRoutes(api: Api, services: Pick<Services, 'jobs'>): void {
  const tags = ['copying'];
  const access = { may: ['catalog.edit', 'items.edit'] } as const;
  api.get(
    '/book-piles',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Piles of books of the libraries whose copies one may edit, newest first',
        querystring: z.object(pageQuery),
        response: { 200: listOf(pile.extend({ books: z.number(), open: z.number().describe('not done with') })) },
      },
    },
    async ({ ctx, query }) => {
      const { data, next } = await listPiles(ctx, query);
      const named = await nameLibraries(ctx);
      return { data: data.map(({ books, open, ...one }) => ({ ...shown(one, named), books, open })), next };
    },
  );
  api.post(
    '/book-piles',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Begin a pile with ISBNs, one a line; they are looked up behind',
        body: pileInput
          .omit({ libraryId: true })
          .extend({ library: libraryRef, source: z.enum(ITEM_SOURCES).nullable().default(null) }),
        response: { 201: pile.extend({ grown }) },
      },
    },
    async ({ ctx, body: { library, ...wanted } }, reply) => {
      const { id: libraryId } = await resolveLibrary(ctx, library);
      const { id, grown: joined } = await startPile(ctx, services, { ...wanted, libraryId });
      void reply.code(201);
      return { ...shown((await getPile(ctx, id)).pile, await nameLibraries(ctx)), grown: joined };
    },
  );
  api.get(
    '/book-piles/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'A pile with its books in the order of scanning',
        params: idParam,
        response: { 200: pile.extend({ books: z.array(book) }) },
      },
    },
    async ({ ctx, params }) => {
      const { pile: one, books } = await getPile(ctx, params.id);
      return { ...shown(one, await nameLibraries(ctx)), books };
    },
  );
  api.post(
    '/book-piles/:id/books',
    {
      config: { access },
      schema: {
        tags,
        summary: 'More ISBNs, one a line; what is in the pile already does not join again',
        params: idParam,
        body: growInput,
        response: { 200: grown },
      },
    },
    async ({ ctx, params, body }) => growPile(ctx, services, params.id, body),
  );
  api.patch(
    '/book-piles/:id/books/:book',
    {
      config: { access },
      schema: {
        tags,
        summary: 'How many copies of a book there are, or that it is left out',
        params: idParam.extend({ book: idText }),
        body: bookChanges,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await changePileBook(ctx, params.id, params.book, body);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/book-piles/:id/accept',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Add books of a pile to the catalogue, each by itself',
        description:
          'A copy where the title is here, else the record that was found with its copy. `firstBarcode` is the label of the first of them; the others ' +
          'count on from it in the order of scanning. Without it the counter gives the barcodes.',
        params: idParam,
        body: addFromPileInput,
        response: {
          200: z.object({
            data: z.array(
              z.object({
                id: z.number(),
                isbn: z.string(),
                bibId: z.number().nullable(),
                barcodes: z.array(z.string()),
                refused: z.string().nullable().describe('the code of the refusal'),
              }),
            ),
            next: z.null(),
          }),
        },
      },
    },
    async ({ ctx, params, body }) => ({
      data: (await addFromPile(ctx, services, params.id, body)).map((one) => ({
        id: one.id,
        isbn: one.isbn,
        bibId: 'bibId' in one ? one.bibId : null,
        barcodes: 'barcodes' in one ? one.barcodes : [],
        refused: 'refused' in one ? one.refused : null,
      })),
      next: null,
    }),
  );
  api.post(
    '/book-piles/:id/cancel',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Ask nobody any more: the look-ups are cancelled, what was found stays',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await stopPile(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/book-piles/:id/check',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Go on, and ask once more for what nobody had or what was not sure',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await lookUpAgain(ctx, services, params.id);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/book-piles/:id',
    {
      config: { access },
      schema: { tags, summary: 'Take a pile away; what was added stays', params: idParam, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await removePile(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
}
