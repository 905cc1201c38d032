import { z } from 'zod';
import { libraryName } from '#modules/ground/libraries';
import { answerInput } from '#modules/learning/courses';
import { TEST_PARTS, TEST_STATES } from './client.ts';
import { itemInput } from './schema.ts';

export const partShape = z.enum(TEST_PARTS);
const course = z.object({ id: z.number(), title: z.string(), library: libraryName.nullable() });

export const testLineSchema = z.object({
  course,
  state: z.enum(TEST_STATES),
  items: z.number().describe('that are given out'),
});
export const writtenTestSchema = z.object({
  course,
  state: z.enum(TEST_STATES),
  minutes: z.number(),
  perCompetence: z.number().nullable().describe('so many items each learner gets of every competence; null: all'),
  items: z.array(
    z.object({
      id: z.number(),
      number: z.number().describe('grows when it is changed after somebody got it'),
      body: itemInput.shape.body,
      competenceId: z.number().describe('the line of a framework that it tests'),
      retired: z.boolean(),
      version: z.number(),
    }),
  ),
  checks: z.array(z.object({ code: z.string(), blocking: z.boolean(), about: z.string() })),
  version: z.number(),
});

/** A gain, as far as it may be told. */
export const gainSchema = z
  .object({
    pairs: z.number().describe('people who did both tests'),
    before: z.number().describe('percent that was right, of those people alone'),
    after: z.number(),
    gain: z.number(),
    interval: z.object({ low: z.number(), high: z.number() }).nullable().describe('95 %'),
  })
  .nullable()
  .describe('null: fewer than ten did both, or others would be told by the difference');
const figure = z.object({
  people: z.number().nullable(),
  share: z.number().nullable(),
  discrimination: z.number().nullable(),
});
export const resultLineSchema = z.object({
  course,
  learners: z.number().nullable().describe('null: one to nine, who are not told'),
  finished: z.number().nullable(),
  gain: gainSchema,
});
/** How an item went. */
export const resultItemSchema = z.object({
  itemId: z.number(),
  versionId: z.number(),
  number: z.number(),
  prompt: z.string(),
  canDo: z.string(),
  before: figure,
  after: figure,
});
export const resultsSchema = resultLineSchema.extend({
  periods: z.array(z.string()).describe('halves of years that can be told: `2026-2`'),
  period: z.string().nullable(),
  onlyBefore: z.number().nullable(),
  onlyAfter: z.number().nullable(),
  competences: z.array(z.object({ id: z.number(), canDo: z.string(), gain: gainSchema })),
  items: z.array(resultItemSchema),
  lessons: z.array(z.object({ id: z.number(), number: z.number(), title: z.string(), done: z.number().nullable() })),
});

const shownQuestion = z.discriminatedUnion('form', [
  z.object({ form: z.literal('one'), options: z.array(z.string()) }),
  z.object({ form: z.literal('several'), options: z.array(z.string()) }),
  z.object({ form: z.literal('order'), items: z.array(z.string()) }),
  z.object({ form: z.literal('match'), lefts: z.array(z.string()), rights: z.array(z.string()) }),
  z.object({ form: z.literal('number') }),
  z.object({ form: z.literal('short') }),
  z.object({ form: z.literal('gap'), pieces: z.array(z.string()) }),
]);
const language = z.enum(['id', 'en']);
export const sittingSchema = z.object({
  course: z.object({ slug: z.string(), title: z.string(), language: language.describe('of the title') }),
  part: partShape,
  state: z.enum(['closed', 'early', 'late', 'offered', 'begun', 'handed_in']),
  minutes: z.number(),
  items: z
    .array(
      z.object({
        id: z.number(),
        prompt: z.string(),
        language: language.describe('in which it is asked'),
        asked: shownQuestion,
        answer: answerInput.nullable(),
      }),
    )
    .describe('while it was begun and not handed in; never what is right'),
  outcome: z
    .object({
      competences: z.array(
        z.object({
          id: z.number(),
          canDo: z.string(),
          right: z.number(),
          total: z.number(),
          reached: z.boolean(),
        }),
      ),
      next: z
        .object({
          canDo: z.string(),
          right: z.number(),
          total: z.number(),
          lesson: z
            .object({ course: z.string(), slug: z.string(), lesson: z.string(), lessonSlug: z.string() })
            .nullable(),
        })
        .nullable(),
    })
    .nullable()
    .describe('after the test after the course'),
});
