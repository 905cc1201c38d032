import { z } from 'zod';
import { shownAvailability, shownHoldings } from '#modules/collection/catalog';
import { nameLibraries } from '#modules/ground/libraries';
import { decodeCursor, encodeCursor, type ApiModule } from '#platform/requests/http';
import { browseDdc, browseNames } from './browse.ts';
import { filtersFromQuery } from './filters-from-query.ts';
import { ddcNodes, namePage, nameQuery, queryText, searchAnswer, searchQuery, suggestAnswer } from './schema.ts';
import { search } from './search.ts';
import { suggest } from './suggest.ts';

const offsetShape = z.tuple([z.number().int().nonnegative()]);

/** The cursor of the page after this one, or null at the end. */
const nextAfter = (offset: number, count: number, total: number): string | null =>
  count > 0 && offset + count < total ? encodeCursor([offset + count]) : null;

/** Search in the catalogue, suggestions while typing, browsing. Open to everyone. */
const searchApi: ApiModule = (api) => {
  api.get(
    '/search',
    {
      config: { access: 'public' },
      schema: {
        tags: ['search'],
        summary: 'Search the catalogue',
        description:
          'All words are required, in any order, but those that only join others (dan, untuk, of, the). `"a phrase"`, `-unwanted`, `title:`, `author:`, `subject:`, `publisher:`, `series:`, ' +
          '`isbn:` (also `judul:`, `pengarang:`, `subjek:`, `penerbit:`, `seri:`). A barcode, an accession number and the beginning of a call ' +
          'number or of a DDC number are queries as well. Facets count the whole result; a facet with chosen ' +
          'values is counted as if it had none. When nothing is found, the likeliest other spelling is answered (`correctedFrom`), or records that have ' +
          'some of the words (`partial`).',
        querystring: searchQuery,
        response: { 200: searchAnswer },
      },
    },
    async (request) => {
      const { q, sort, cursor, limit, ...rest } = request.query;
      const [offset] = decodeCursor(cursor, offsetShape) ?? [0];
      const filters = await filtersFromQuery(request.ctx, rest);
      const found = await search(request.ctx, { q, filters, sort, offset, limit });
      const named = await nameLibraries(request.ctx);
      const data = found.hits.map((card) => ({
        ...card,
        holdings: shownHoldings(card, named),
        availability: shownAvailability(card, named, filters.libraryIds),
      }));
      return { ...found, data, next: nextAfter(offset, found.hits.length, found.total) };
    },
  );

  api.get(
    '/suggest',
    {
      config: { access: 'public' },
      schema: {
        tags: ['search'],
        summary: 'Titles, authors and subjects while somebody types',
        querystring: z.object({ q: queryText }),
        response: { 200: suggestAnswer },
      },
    },
    async (request) => suggest(request.ctx, request.query.q),
  );

  api.get(
    '/browse/ddc',
    {
      config: { access: 'public' },
      schema: {
        tags: ['search'],
        summary: 'DDC classes below one, with the number of records in each',
        querystring: z.object({ under: z.string().max(20).default('') }),
        response: { 200: ddcNodes },
      },
    },
    async (request) => ({ data: await browseDdc(request.ctx, request.query.under), next: null }),
  );

  for (const field of ['authors', 'subjects'] as const) {
    api.get(
      `/browse/${field}`,
      {
        config: { access: 'public' },
        schema: {
          tags: ['search'],
          summary: `${field === 'authors' ? 'Authors' : 'Subjects'} from A to Z`,
          querystring: nameQuery,
          response: { 200: namePage },
        },
      },
      async (request) => {
        const { letter, cursor, limit } = request.query;
        const [offset] = decodeCursor(cursor, offsetShape) ?? [0];
        const page = await browseNames(request.ctx, { field, letter: letter?.toUpperCase() ?? null, offset, limit });
        const next = nextAfter(offset, page.names.length, page.total);
        return { data: page.names, next, total: page.total, letters: page.letters };
      },
    );
  }
};

/** Its routes. */
export const api: readonly ApiModule[] = [searchApi];
