import { z } from 'zod';
import { id } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { POSTER_FORMATS } from './rules/formats.ts';
import { POSTER_TEMPLATES } from './rules/templates.ts';
import {
  ALT_LENGTH,
  CAMPAIGN_LENGTH,
  MOST_PLACES,
  PLACE_LENGTH,
  POSTER_CHANNELS,
  WORD_LENGTHS,
} from './rules/terms.ts';

const text = (most: number) => z.string().trim().max(most).default('');
// a line of a poster is one line: what is copied from a page may have others in it
const line = (most: number) => text(most).transform((said) => said.replaceAll(/\s+/g, ' '));
const neededLine = (most: number) => requiredText(most).transform((said) => said.replaceAll(/\s+/g, ' '));

/** What is written on a poster. */
export const wordsInput = z.object({
  over: line(WORD_LENGTHS.over).describe('above the title, small'),
  title: neededLine(WORD_LENGTHS.title),
  when: line(WORD_LENGTHS.when),
  first: line(WORD_LENGTHS.first),
  second: line(WORD_LENGTHS.second),
  call: neededLine(WORD_LENGTHS.call).describe('at the code: what it opens'),
});

/** How it looks. */
const lookInput = z.object({
  template: z.enum(POSTER_TEMPLATES),
  format: z.enum(POSTER_FORMATS),
  alt: text(ALT_LENGTH).describe('what it shows, for who does not see it; empty = its own words'),
  campaign: line(CAMPAIGN_LENGTH).describe(
    'a name that several posters share: openings of their links are counted together',
  ),
});

/** What it is about. Whether an address may be behind a code the links say. */
const subjectInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('program'), programId: id }),
  z.object({ kind: z.literal('collection'), collectionId: id }),
  z.object({ kind: z.literal('course'), courseId: id }),
  z.object({
    kind: z.literal('notice'),
    address: requiredText(500).describe('where its codes lead: path of this site, or https address'),
  }),
]);

const placeInput = z.object({
  libraryId: id.nullable().default(null),
  /** Left out where it is a library. */
  name: text(PLACE_LENGTH),
  channel: z.enum(POSTER_CHANNELS).default('wall'),
});
/** Under the name by which a request has them: a refusal says which of them. */
export const placesInput = z.object({ places: z.array(placeInput).max(MOST_PLACES) });

export const posterInput = z.object({ ...lookInput.shape, subject: subjectInput, words: wordsInput });
export type PosterInput = z.input<typeof posterInput>;
export type PlaceInput = z.input<typeof placeInput>;
