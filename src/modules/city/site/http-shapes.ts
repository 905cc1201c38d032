import { z } from 'zod';
import { blockInput } from '#modules/ground/content';
import { FILE_KINDS, type WritingFile } from '#modules/ground/content/client';
import { libraryName, libraryRef } from '#modules/ground/libraries';
import { id } from '#platform/requests/bounds';
import { isoInstant } from '#platform/requests/http';
import { requiredText } from '#platform/requests/parse-input';
import type { NewsCard, PublicPage } from './client.ts';
import { PAGE_KINDS, PAGE_STATES } from './rules/terms.ts';
import { TITLE_LENGTH } from './schema.ts';

export const pictureSchema = z.object({
  id: z.number(),
  alt: z.string(),
  credit: z.string(),
  width: z.number(),
  height: z.number(),
  files: z.array(
    z.object({
      format: z.enum(['avif', 'webp', 'jpeg', 'svg']),
      width: z.number(),
      height: z.number(),
      href: z.string(),
    }),
  ),
});
export const fileSchema = z.object({
  id: z.number(),
  kind: z.enum(FILE_KINDS),
  title: z.string(),
  fileName: z.string().describe('under this name it is saved'),
  mediaType: z.string().describe('by its content'),
  sizeBytes: z.number(),
  href: z.string(),
  captions: z
    .object({ id: z.string().nullable(), en: z.string().nullable() })
    .describe('where the captions of a recording are (WebVTT), by language'),
});
export const contentSchema = z.object({
  id: z.number(),
  kind: z.enum(PAGE_KINDS),
  slug: z.string().describe('`/berita/<slug>` of news, `/halaman/<slug>` of a page'),
  title: z.string(),
  summary: z.string(),
  language: z.enum(['id', 'en']),
  topic: z.object({ slug: z.string(), name: z.string() }).nullable(),
  library: libraryName.nullable().describe('whose own site; null = of the whole network'),
  publishAt: isoInstant,
  updatedAt: isoInstant.nullable(),
  picture: pictureSchema.nullable(),
});
export const wholeContentSchema = contentSchema.extend({
  byline: z.string(),
  updateNote: z.string(),
  blocks: z
    .array(z.object({ block: blockInput, language: z.enum(['id', 'en']) }))
    .describe('the words as data, never HTML'),
  untranslated: z.number().describe('how many parts are not in the language that was asked for'),
  pictures: z.array(pictureSchema),
  files: z.array(fileSchema),
  cards: z.array(z.object({ embed: z.string(), ref: z.string(), title: z.string(), href: z.string() })),
});

export const contentOf = ({ picture, ...card }: NewsCard) => ({ ...card, picture: picture && pictureOf(picture) });
export const pictureOf = ({ id: number, alt, credit, width, height, files }: NonNullable<NewsCard['picture']>) => ({
  ...{ id: number, alt, credit, width, height },
  files,
});
export const siteFileOf = ({
  id: number,
  kind,
  title,
  fileName,
  mediaType,
  sizeBytes,
  href,
  captions,
}: WritingFile) => ({
  ...{ id: number, kind, title, fileName, mediaType, sizeBytes, href, captions },
});
export const wholeContentOf = ({ pictures, files, embeds, ...page }: PublicPage) => ({
  ...page,
  ...contentOf(page),
  pictures: [...pictures.values()].map(pictureOf),
  files: [...files.values()].map(siteFileOf),
  cards: [...embeds].flatMap(([embed, cards]) =>
    [...cards].map(([ref, { title, href }]) => ({ embed, ref, title, href })),
  ),
});

/** A page as those who write it have it. */
export const writtenSchema = z.object({
  id: z.number(),
  kind: z.enum(PAGE_KINDS),
  library: libraryName.nullable(),
  topicId: z.number().nullable(),
  slug: z.string(),
  title: z.string(),
  titleEn: z.string(),
  summary: z.string(),
  summaryEn: z.string(),
  byline: z.string(),
  pictureId: z.number().nullable(),
  state: z.enum(PAGE_STATES),
  visibility: z.enum(['scheduled', 'shown', 'expired']).nullable(),
  submittedBy: z.string(),
  publishAt: isoInstant.nullable(),
  expireAt: isoInstant.nullable(),
  version: z.number(),
  blocks: z.array(
    z.object({
      id: z.number(),
      body: blockInput,
      english: blockInput.nullable(),
      version: z.number(),
      changedAt: isoInstant,
      changedBy: z.string(),
      inHandOf: z.string().nullable().describe('who else writes in it just now'),
    }),
  ),
});
export const lineSchema = writtenSchema
  .pick({
    id: true,
    kind: true,
    library: true,
    slug: true,
    title: true,
    state: true,
    visibility: true,
    submittedBy: true,
    publishAt: true,
    expireAt: true,
  })
  .extend({ changedAt: isoInstant, drafted: z.boolean().describe('it wrote itself from data of the library') });

export const beginBody = z.object({
  kind: z.enum(PAGE_KINDS),
  library: libraryRef.nullable().default(null).describe('of whose own site; null = of the whole network'),
  topicId: id.nullable().default(null),
  title: requiredText(TITLE_LENGTH),
});
