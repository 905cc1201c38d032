import { z } from 'zod';
import { libraryName } from '#modules/ground/libraries';
import { PRACTICE_FAULTS } from '#shared/practice-goal';
import { shownKinds } from './http-task-kinds.ts';
import { FOUND_FAULTS, SHELF_FAULTS } from './rules/outcome.ts';
import { ASKED_FILTERS, CITED_PARTS, SIDES } from './rules/tasks.ts';
import { answerInput } from './schema-answer.ts';
import { practiceGoalInput } from './schema.ts';

const questionOutcome = {
  right: z.boolean(),
  marks: z.array(z.boolean()),
  feedback: z.array(z.string()),
  why: z.string(),
  solution: z.array(z.string()).describe('what is right, once no answer is taken any more; else empty'),
};

/** What came of an answer, in answers of the API. */
export const outcomeSchema = z.discriminatedUnion('kind', [
  z.object({
    ...{ kind: z.literal('search'), right: z.boolean() },
    found: z.array(
      z.object({
        bibId: z.number(),
        faults: z.array(z.enum(FOUND_FAULTS)),
        away: z
          .object({ library: libraryName, km: z.number().nullable() })
          .optional()
          .describe('of one that is too far: where it is next'),
      }),
    ),
    near: libraryName.optional().describe('the library near which it was to be'),
    unused: z.array(z.enum(ASKED_FILTERS)).describe('filters that the search was to use'),
    missing: z.number().describe('so many right ones are still to be found'),
  }),
  z.object({
    ...{ kind: z.literal('compare'), right: z.boolean() },
    lines: z.array(z.object({ agrees: z.boolean(), right: z.enum(SIDES), why: z.string() })),
    expert: z.string(),
  }),
  z.object({
    ...{ kind: z.literal('citation'), right: z.boolean() },
    parts: z.object({
      author: z.boolean(),
      year: z.boolean(),
      title: z.boolean(),
      place: z.boolean(),
      publisher: z.boolean(),
    }),
  }),
  z.object({ kind: z.literal('question'), ...questionOutcome }),
  z.object({
    ...{ kind: z.literal('bank'), right: z.boolean() },
    questions: z.array(z.object({ question: z.number(), ...questionOutcome })),
  }),
  z.object({ ...{ kind: z.literal('reflect'), right: z.boolean() }, missing: z.number() }),
  z.object({ ...{ kind: z.literal('shelf'), right: z.boolean() }, faults: z.array(z.enum(SHELF_FAULTS)) }),
  z.object({ kind: z.literal('reading'), right: z.boolean() }),
  z.object({
    ...{ kind: z.literal('discussion'), right: z.boolean() },
    contact: z.boolean().describe('a way to reach somebody stands in it: nobody else reads it'),
  }),
  z.object({ kind: z.literal('assignment'), right: z.boolean() }),
  z.object({
    ...{ kind: z.literal('practice'), right: z.boolean() },
    faults: z.array(z.enum(PRACTICE_FAULTS)).describe('why what was done in the practice space is not what was asked'),
  }),
]);

const shownQuestion = z.discriminatedUnion('form', [
  z.object({ form: z.literal('one'), options: z.array(z.string()) }),
  z.object({ form: z.literal('several'), options: z.array(z.string()) }),
  z.object({ form: z.literal('order'), items: z.array(z.string()) }),
  z.object({ form: z.literal('match'), lefts: z.array(z.string()), rights: z.array(z.string()) }),
  z.object({ form: z.literal('number') }),
  z.object({ form: z.literal('short') }),
  z.object({ form: z.literal('gap'), pieces: z.array(z.string()) }),
]);
const taskBase = {
  id: z.number(),
  prompt: z.string(),
  language: z.enum(['id', 'en']).describe('of the prompt'),
  hints: z.array(z.string()).describe('those that were asked for'),
  moreHints: z.number(),
  standing: z.object({
    tries: z.number(),
    hints: z.number(),
    isRight: z.boolean(),
    answer: answerInput.nullable(),
    outcome: outcomeSchema.nullable(),
  }),
  left: z.number().nullable().describe('so many answers are still taken; null: as many as somebody likes'),
};
/** A task as whoever learns has it, in answers of the API. */
export const shownTask = z.discriminatedUnion('kind', [
  z.object({
    ...taskBase,
    kind: z.literal('search'),
    count: z.number(),
    filters: z.array(z.enum(ASKED_FILTERS)),
    near: z.number().nullable().describe('so many kilometres from the own library; null: that is not asked'),
  }),
  z.object({
    ...taskBase,
    kind: z.literal('compare'),
    sources: z.array(z.object({ title: z.string(), text: z.string(), about: z.string() })),
    lines: z.array(z.string()),
  }),
  z.object({ ...taskBase, kind: z.literal('citation'), shown: z.string(), parts: z.array(z.enum(CITED_PARTS)) }),
  z.object({ ...taskBase, kind: z.literal('question'), asked: shownQuestion }),
  z.object({
    ...{ ...taskBase, kind: z.literal('bank'), draw: z.number(), of: z.number() },
    questions: z
      .array(
        z.object({
          number: z.number().describe('in the bank, by which it is answered'),
          prompt: z.string(),
          language: z.enum(['id', 'en']),
          asked: shownQuestion,
        }),
      )
      .describe('those that were drawn for whoever takes part; none before'),
  }),
  z.object({ ...taskBase, kind: z.literal('reflect'), least: z.number() }),
  z.object({ ...taskBase, ...shownKinds.shelf }),
  z.object({ ...taskBase, ...shownKinds.reading }),
  z.object({ ...taskBase, ...shownKinds.discussion }),
  z.object({ ...taskBase, ...shownKinds.assignment }),
  z.object({ ...taskBase, kind: z.literal('practice'), goal: practiceGoalInput }),
]);
