import { z } from 'zod';
import { availabilityBody, holdingBody } from '#modules/collection/catalog';
import { libraryRef } from '#modules/ground/libraries';
import { listOf } from '#platform/requests/http';
import { searchErrors } from './errors.ts';
import { LONGEST_QUERY } from './rules/query/parse-query.ts';
import { SORTS } from './rules/sorts.ts';

/** One value or several: `author=A&author=B`. */
const many = <T extends z.ZodType>(value: T) =>
  z.preprocess(
    (given) => (given === undefined || Array.isArray(given) ? given : [given]),
    z.array(value).max(50).optional(),
  );
const text = z.string().trim().min(1).max(300);
const year = z.coerce.number().int().min(0).max(9999);
const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');

/** As much as a request carries: how long a query may be is for the search to say, in one sentence for pages and API. */
export const queryText = z.string().max(16_384);

/** What `GET /search` takes. Values of one parameter add up; different parameters narrow. */
export const searchQuery = z.object({
  q: queryText
    .optional()
    .describe(`At most ${LONGEST_QUERY} letters; a longer one is refused with \`search.query_too_long\``),
  library: many(libraryRef),
  available: flag
    .optional()
    .describe('Only what is on a shelf now (in the libraries chosen, if any), to be lent or to be read there'),
  readable: flag.optional().describe('Only what has a file of the network’s own, to be read without a copy'),
  material: many(text),
  language: many(text).describe('MARC code (ind, jav, eng) or two letters (id, jv, en)'),
  audience: many(text),
  author: many(text).describe('Name exactly as in the facet'),
  subject: many(text).describe('Subject exactly as in the facet'),
  ddc: many(text).describe('Beginning of a DDC number'),
  decade: many(year).describe('First year of a decade'),
  year: year.optional(),
  yearFrom: year.optional(),
  yearTo: year.optional(),
  callNumberFrom: text
    .optional()
    .describe('Records with a copy whose call number stands from here on, as call numbers stand on the shelf'),
  callNumberTo: text.optional().describe('… up to here; every call number that begins so is still counted'),
  sort: z.enum(SORTS).default('relevance'),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type SearchQuery = z.output<typeof searchQuery>;

export const hit = z.object({
  id: z.number(),
  title: z.string(),
  subtitle: z.string().nullable(),
  responsibility: z.string().nullable(),
  authors: z.array(z.string()),
  publisher: z.string().nullable(),
  place: z.string().nullable(),
  year: z.number().nullable(),
  edition: z.string().nullable(),
  material: z.string(),
  audience: z.string().nullable(),
  languages: z.array(z.string()),
  ddc: z.string().nullable(),
  coverKey: z.string().nullable(),
  holdings: z.array(holdingBody),
  availability: availabilityBody,
});

const facet = z.array(z.object({ value: z.string(), label: z.string(), count: z.number(), selected: z.boolean() }));

export const searchAnswer = listOf(hit).extend({
  total: z.number(),
  facets: z.object({
    library: facet,
    material: facet,
    audience: facet,
    language: facet,
    decade: facet,
    author: facet,
    subject: facet,
    ddc: facet,
    available: z.number(),
    readable: z.number().describe('results with a file of the network’s own'),
  }),
  query: z.string(),
  correctedFrom: z.string().nullable().describe('The query as typed, when it found nothing and `query` was answered'),
  partial: z
    .object({ missing: z.array(z.string()).describe('Words of the query that none of these results has') })
    .nullable()
    .describe(
      'Set when no record has all of the query: these have some of it, those first that have its rarest words. Never drawn from words alone that ' +
        'only join others (dan, untuk, of, the)',
    ),
  suggestion: z.string().nullable().describe('What may have been meant'),
  asksNothing: z
    .boolean()
    .describe('True: the query is of signs alone, without a word or number; nothing was looked for'),
  stale: z
    .boolean()
    .describe('True: so much has just changed that this answer does not hold all of it yet; ask again in a moment'),
});

export const suggestAnswer = z.object({
  titles: z.array(z.object({ id: z.number(), title: z.string(), author: z.string().nullable() })),
  authors: z.array(z.object({ name: z.string(), count: z.number() })),
  subjects: z.array(z.object({ name: z.string(), count: z.number() })),
});

export const ddcNodes = listOf(z.object({ ddc: z.string(), count: z.number(), more: z.boolean() }));

export const nameQuery = z.object({
  letter: z
    .string()
    .regex(/^[A-Za-z#]$/)
    .optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const namePage = listOf(z.object({ name: z.string(), count: z.number() })).extend({
  total: z.number(),
  letters: z.array(z.object({ letter: z.string(), count: z.number() })),
});

/** One bound and one sentence for whoever searches, on pages and through the API. Throws `search.query_too_long`. */
export function refuseTooLong(query: string): void {
  if (query.length > LONGEST_QUERY) throw searchErrors.queryTooLong({ most: LONGEST_QUERY });
}
