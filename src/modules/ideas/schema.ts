import { z } from 'zod';
import { requiredText } from '#platform/parse-input';
import { NAMINGS, PHASES } from './rules/phases.ts';

const emptyAsNull = (value: unknown): unknown => (value === '' ? null : value);

export const boardInput = z.object({
  question: requiredText(200),
  naming: z.enum(NAMINGS).default('choice'),
  votesEach: z.coerce.number().int().min(1).max(20).default(3),
});
export type BoardInput = z.input<typeof boardInput>;

export const phaseInput = z.object({
  phase: z.enum(PHASES),
  /** How long the timer runs; null = no timer. */
  minutes: z.preprocess(emptyAsNull, z.coerce.number().int().min(1).max(240).nullable()).default(null),
});
export type PhaseInput = z.input<typeof phaseInput>;

export const IDEA_LENGTH = 280;
export const ideaInput = z.object({ text: requiredText(IDEA_LENGTH), anonymous: z.boolean().default(false) });
export type IdeaInput = z.input<typeof ideaInput>;

export const commentInput = z.object({ text: requiredText(500), anonymous: z.boolean().default(false) });
export type CommentInput = z.input<typeof commentInput>;

/** Notes of paper as they are typed: one a line. */
export const notesInput = z.object({
  notes: z
    .string()
    .transform((text) =>
      text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    )
    .pipe(z.array(z.string().max(IDEA_LENGTH)).min(1, 'required').max(200)),
  theme: z.string().trim().max(60).default(''),
});
export type NotesInput = z.input<typeof notesInput>;

export const themeInput = z.object({
  ideaIds: z.array(z.coerce.number().int().positive()).min(1, 'required').max(200),
  theme: z.string().trim().max(60),
});
export type ThemeInput = z.input<typeof themeInput>;
