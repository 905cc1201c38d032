import { z } from 'zod';
import { libraryName, libraryRef } from '#modules/ground/libraries';
import { isoInstant } from '#platform/requests/http';
import { CLASS_STATES, LESSON_STATES, WAYS } from './client.ts';
import { newClass } from './schema.ts';

const course = z.object({
  id: z.number(),
  slug: z.string(),
  title: z.string(),
  isOpen: z.boolean().describe('false: it was taken out of sight, and nobody can learn it now'),
});

export const classSchema = z.object({
  id: z.number(),
  library: libraryName.nullable(),
  name: z.string(),
  schoolYear: z.string(),
  code: z.string().describe('by which its pupils come in'),
  state: z.enum(CLASS_STATES),
  startsOn: z.string(),
  endedAt: isoInstant.nullable(),
  way: z.enum(WAYS),
  bulkLoanId: z.number().nullable().describe('its box of books; null = none'),
  course,
  pupils: z.number(),
  version: z.number(),
});

const pupil = z.object({
  id: z.number(),
  name: z.string(),
  picture: z.number().describe('from 1 to 40'),
  consentAt: isoInstant.nullable().describe('when it was noted that a parent or guardian allows it; null = not yet'),
  consentWithdrawnAt: isoInstant.nullable().describe('when they took it back; null = they did not'),
  consentBy: z.string().describe('who noted it'),
  pausedMinutes: z.number().nullable().describe('that they still wait after wrong PINs'),
  seenAt: isoInstant.nullable().describe('null = they never came'),
  finishedAt: isoInstant.nullable(),
  stoppedDays: z.number().nullable().describe('days without doing anything, from ten on'),
  lessons: z.array(z.enum(LESSON_STATES)).describe('in the order of the lessons'),
  version: z.number(),
});

export const taughtSchema = classSchema.extend({
  teachers: z.array(z.object({ id: z.number(), name: z.string() })),
  lessons: z.array(z.object({ id: z.number(), slug: z.string(), number: z.number(), title: z.string() })),
  members: z.array(pupil).describe('its pupils, by their names'),
  hard: z
    .array(
      z.object({
        id: z.number(),
        lessonId: z.number(),
        prompt: z.string(),
        people: z.number(),
        unsolved: z.number().describe('of those, who have not solved it yet'),
      }),
    )
    .describe('tasks that the class finds hard, the hardest first'),
});

export const pinSchema = z.object({
  id: z.number(),
  name: z.string(),
  picture: z.number(),
  pin: z.string().describe('told this once'),
});

export const newClassBody = newClass.omit({ libraryId: true }).extend({ library: libraryRef });

export const figuresSchema = z.object({
  id: z.number(),
  library: libraryName.nullable(),
  name: z.string(),
  course,
  pupils: z.number().nullable().describe('null = few, of whom nothing is told'),
  came: z.number().nullable(),
  finished: z.number().nullable(),
  candidates: z
    .array(z.object({ id: z.number(), name: z.string() }))
    .nullable()
    .describe('who could teach it, where nobody who teaches it may any longer; null = somebody does'),
});
