import { z } from 'zod';
import { libraryRef } from '#modules/ground/libraries';
import { id } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { ASKED_FILTERS, MOST_OF_BANK, SIDES } from './rules/tasks.ts';

const text = (most: number) => z.string().max(most);
/** Of an option or a place: no task has more. */
const at = z.number().int().min(0).max(50);

/** An answer to a question, by its form. */
const QUESTION_ANSWERS = [
  z.object({ kind: z.literal('one'), choice: at }),
  z.object({ kind: z.literal('several'), choices: z.array(at).max(12) }),
  z.object({ kind: z.literal('order'), places: z.array(at).max(10) }),
  z.object({ kind: z.literal('match'), choices: z.array(at).max(10) }),
  z.object({ kind: z.literal('number'), value: z.number().min(-1e15).max(1e15) }),
  z.object({ kind: z.literal('short'), text: text(300) }),
  z.object({ kind: z.literal('gap'), texts: z.array(text(200)).max(10) }),
] as const;

/** An answer as it is sent, by the kind of task and the form of a question. */
export const answerInput = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('search'),
    bibIds: z.array(id).max(10),
    used: z.array(z.enum(ASKED_FILTERS)).max(ASKED_FILTERS.length).default([]),
    near: libraryRef
      .nullable()
      .optional()
      .describe('the library that somebody chose as theirs; not asked of members, who have one'),
  }),
  z.object({
    kind: z.literal('compare'),
    lines: z.array(z.enum(SIDES)).max(8),
    reason: text(2000).default(''),
  }),
  z.object({
    kind: z.literal('citation'),
    parts: z.object({
      author: text(300).default(''),
      year: text(20).default(''),
      title: text(300).default(''),
      place: text(100).default(''),
      publisher: text(200).default(''),
    }),
  }),
  ...QUESTION_ANSWERS,
  z.object({
    kind: z.literal('bank'),
    answers: z
      .array(z.object({ question: at, said: z.discriminatedUnion('kind', QUESTION_ANSWERS).nullable() }))
      .max(MOST_OF_BANK),
  }),
  z.object({ kind: z.literal('reflect'), text: text(4000) }),
  z.object({ kind: z.literal('shelf'), code: text(120) }),
  z.object({ kind: z.literal('gap_on_shelf'), gap: at }),
  z.object({ kind: z.literal('reading'), seen: z.array(at).max(12) }),
  z.object({ kind: z.literal('discussion'), text: requiredText(1000) }),
  z.object({ kind: z.literal('assignment'), text: text(10_000).default('') }),
  z.object({ kind: z.literal('practice') }),
]);
