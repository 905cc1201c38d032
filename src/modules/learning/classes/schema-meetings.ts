import { z } from 'zod';
import { day, id } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { ATTENDANCE_STATES, MOST_MEETINGS } from './rules/meetings.ts';
import { PICTURES } from './rules/roster.ts';

const minute = z.number().int().min(0).max(1439);

/** A meeting without what its fields must be to one another. */
export const meetingShape = z.object({
  day,
  from: minute.describe('minutes from midnight, on the clock of where it is held'),
  to: minute,
  libraryId: id.nullable().default(null).describe('null = at the school'),
  spaceId: id.nullable().default(null).describe('a room of that library'),
  librarianId: id.nullable().default(null).describe('an account that teaches classes at that library'),
  lessonId: id.nullable().default(null),
  place: z.string().trim().max(100).default('').describe('where at the school'),
  note: z.string().trim().max(300).default(''),
});
const inOrder = ({ from, to }: { from: number; to: number }): boolean => from < to;
const order = { path: ['to'], error: 'before_start' };

export const meetingInput = meetingShape.refine(inOrder, order);
export type MeetingInput = z.input<typeof meetingInput>;
export type MeetingValues = z.output<typeof meetingInput>;

/** A plan without what its fields must be to one another. */
export const planShape = meetingShape.extend({
  times: z
    .number()
    .int()
    .min(1)
    .max(MOST_MEETINGS)
    .default(1)
    .describe('so many meetings, each a week after the one before; days that are closed are passed over'),
});
export const planInput = planShape.refine(inOrder, order);
export type PlanInput = z.input<typeof planInput>;

export const cancelInput = z.object({ reason: requiredText(200) });
export type CancelInput = z.input<typeof cancelInput>;

export const attendanceInput = z.object({
  states: z
    .array(z.object({ pupilId: id, state: z.enum(ATTENDANCE_STATES).nullable().describe('null = nothing is noted') }))
    .max(PICTURES),
});
export type AttendanceInput = z.input<typeof attendanceInput>;

export const boxInput = z.object({ bulkLoanId: id.nullable().describe('null = none') });
export type BoxInput = z.input<typeof boxInput>;

/** A box that a library is asked for. */
export const askBoxInput = z.object({
  libraryId: id.describe('who is asked to lend'),
  note: z.string().trim().max(500).default(''),
  contact: z.string().trim().max(200).default('').describe('telephone or e-mail address of the teacher'),
  startsOn: day,
  dueOn: day,
  wishes: z
    .array(z.object({ bibId: id.nullable().default(null), title: requiredText(300) }))
    .min(1)
    .max(60),
});
export type AskBoxInput = z.input<typeof askBoxInput>;

export const listInput = z.object({ className: requiredText(60).describe('as the class list of the school calls it') });
export type ListInput = z.input<typeof listInput>;

export const cardsInput = z.object({
  pins: z
    .array(z.object({ id, pin: z.string().trim().max(10) }))
    .min(1)
    .max(PICTURES),
});
export type CardsInput = z.input<typeof cardsInput>;

/** Forty pupils and thirty tasks. */
const MOST_CELLS = 1200;
export const paperInput = z.object({
  lessonId: id,
  cells: z
    .array(
      z.object({
        pupilId: id,
        taskId: id,
        said: z
          .string()
          .trim()
          .max(300)
          .describe(
            'letters of what was ticked (AC), places in order (2 1 3), a number, words; own words: v. Empty = nothing',
          ),
      }),
    )
    .max(MOST_CELLS),
});
export type PaperInput = z.input<typeof paperInput>;
