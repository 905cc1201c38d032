import { z } from 'zod';
import { day, id } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { WAYS } from './rules/meetings.ts';

export const classHead = z.object({
  name: requiredText(60).describe('as the school calls it: 8B'),
  schoolYear: z
    .string()
    .trim()
    .max(20)
    .regex(/^(?:\d{4}\/\d{4})?$/, 'invalid')
    .default('')
    .describe('2026/2027; empty = nobody has said'),
  startsOn: day,
  way: z.enum(WAYS).default('self').describe('at one’s own pace, in meetings at the school, or in the library'),
});
export type ClassHeadInput = z.input<typeof classHead>;

export const newClass = classHead.extend({ libraryId: id, courseId: id });
export type NewClassInput = z.input<typeof newClass>;

/** Sixty names with line ends, and numbers before them. */
const ROSTER_LENGTH = 8000;
export const rosterInput = z.object({
  names: requiredText(ROSTER_LENGTH).describe('one a line; numbers before them are left out'),
});
export type RosterInput = z.input<typeof rosterInput>;

export const teacherInput = z.object({ accountId: id });
export type TeacherInput = z.input<typeof teacherInput>;

export const doorInput = z.object({ code: z.string().max(40) });
export const signInInput = doorInput.extend({
  picture: z.number().int().min(1).max(40),
  pin: z.string().trim().max(40),
});
export type SignInPupil = z.input<typeof signInInput>;
