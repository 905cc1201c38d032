import { z } from 'zod';
import { availabilityBody, holdingBody, shownAvailability, shownHoldings } from '#modules/collection/catalog';
import { libraryName, type NameLibraries } from '#modules/ground/libraries';
import { isoInstant } from '#platform/requests/http';
import {
  COLLECTION_KINDS,
  COLLECTION_STATES,
  RULE_ORDERS,
  type EditedCollection,
  type PublicCollection,
} from './client.ts';
import type { ListedCollection, ShownCollection, ShownRecord } from './view-collections.ts';

const language = z.enum(['id', 'en']);
const rule = z
  .object({
    subjects: z.array(z.string()),
    authors: z.array(z.string()),
    ddc: z.array(z.string()).describe('beginnings of DDC numbers'),
    language: z.string().nullable(),
    material: z.string().nullable(),
    audience: z.string().nullable(),
    yearFrom: z.number().nullable(),
    yearTo: z.number().nullable(),
    newWithinDays: z.number().nullable(),
    order: z.enum(RULE_ORDERS),
    most: z.number(),
  })
  .nullable()
  .describe('by what its records are found; null = they were chosen');

export const publicSchema = z.object({
  id: z.number(),
  slug: z.string().describe('its part of the address, at present'),
  library: libraryName.nullable().describe('whose it is; null = of the whole network'),
  kind: z.enum(COLLECTION_KINDS),
  title: z.string(),
  summary: z.string(),
  language: language.describe('of title and summary'),
  madeBy: z.string(),
  quote: z.string(),
  quoteLanguage: language,
  quoteBy: z.string(),
  rule,
  changedOn: z.string(),
  total: z.number(),
  onShelf: z
    .number()
    .describe('of how many of them a copy stands on a shelf now; of a library’s own collection, one of that library'),
});

const recordSchema = z.object({
  bibId: z.number(),
  title: z.string(),
  authors: z.array(z.string()),
  sentence: z.string().describe('why it stands here; empty = nobody has said'),
  sentenceLanguage: language,
  holdings: z.array(holdingBody).describe('its copies by library'),
  availability: availabilityBody,
});
export const wholePublicSchema = publicSchema.extend({ records: z.array(recordSchema) });

const shownRecord = ({ card, ...said }: ShownRecord, named: NameLibraries) => ({
  ...said,
  bibId: card.id,
  title: card.title,
  authors: card.authors,
  holdings: shownHoldings(card, named),
  availability: shownAvailability(card, named),
});

const publicBody = <T extends PublicCollection>(
  { libraryId, changedAt: _, ...collection }: T,
  named: NameLibraries,
) => ({
  ...collection,
  library: named(libraryId),
});

export const listedCollection = ({ covers: _, ...collection }: ListedCollection, named: NameLibraries) =>
  publicBody(collection, named);

export const wholeCollection = ({ records, ...collection }: ShownCollection, named: NameLibraries) => ({
  ...publicBody(collection, named),
  records: records.map((record) => shownRecord(record, named)),
});

export const editedSchema = z.object({
  id: z.number(),
  slug: z.string(),
  library: libraryName.nullable().describe('whose it is; null = of the whole network'),
  kind: z.enum(COLLECTION_KINDS),
  title: z.string(),
  titleEn: z.string(),
  summary: z.string(),
  summaryEn: z.string(),
  madeBy: z.string(),
  quote: z.string(),
  quoteEn: z.string(),
  quoteBy: z.string(),
  rule,
  state: z.enum(COLLECTION_STATES),
  publishedAt: isoInstant.nullable().describe('when it was first shown'),
  createdBy: z.string(),
  changedAt: isoInstant,
  version: z.number(),
});
export const wholeEditedSchema = editedSchema.extend({
  records: z.array(
    z.object({
      bibId: z.number(),
      title: z.string(),
      author: z.string().nullable(),
      found: z.boolean().describe('false: readers do not find it any more, and do not see it here'),
      sentence: z.string(),
      sentenceEn: z.string(),
    }),
  ),
  total: z.number().describe('how many it has, or its rule finds now'),
});

/** One with the name of its library in the place of its id. */
export const editedBody = <T extends EditedCollection>({ libraryId, ...collection }: T, named: NameLibraries) => ({
  ...collection,
  library: named(libraryId),
});
