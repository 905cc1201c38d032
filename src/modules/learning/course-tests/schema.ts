import { z } from 'zod';
import { answerInput, questionInput } from '#modules/learning/courses';
import { id } from '#platform/requests/bounds';

/** A bank has no more items. */
export const MOST_ITEMS = 120;

/** What is said of a test as a whole. */
export const testInput = z.object({
  minutes: z.number().int().min(1).max(60),
  /** So many items each learner gets of every competence; null: all. */
  perCompetence: z.number().int().min(1).max(20).nullable().default(null),
});
export type TestInput = z.input<typeof testInput>;

/** An item, as it is sent. A test gives no hints. */
export const itemInput = z.object({ body: questionInput.omit({ hints: true }), competenceId: id });
export type ItemInput = z.input<typeof itemInput>;

/** Answers to items, as they are sent; what is left open is not among them. */
export const answersInput = z.array(z.object({ itemId: id, answer: answerInput })).max(MOST_ITEMS);
export type AnswersInput = z.input<typeof answersInput>;
