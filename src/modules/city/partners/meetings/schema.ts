import { z } from 'zod';
import { day, id } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { COMMITMENT_STATES } from '../rules/meetings.ts';
import { dutyInput } from '../schema.ts';

const MOST_GUESTS = 100;
const text = (most: number) => z.string().trim().max(most).default('');
const dayOrNone = day.nullable().default(null);
const ids = z
  .array(id)
  .max(MOST_GUESTS)
  .default([])
  .transform((given) => [...new Set(given)]);

/** A meeting that is planned, or was: when, where, about what, and who is asked. */
export const meetingInput = z.object({
  title: requiredText(200),
  onDay: day,
  atMinute: z.number().int().min(0).max(1439).nullable().default(null),
  place: text(200),
  link: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)]).default(''),
  agenda: text(4000),
  accountIds: ids,
  personIds: ids,
});
export type MeetingInput = z.input<typeof meetingInput>;

/** What was said, and who was there. */
export const minutesInput = z.object({ minutes: requiredText(10_000), accountIds: ids, personIds: ids });
export type MinutesInput = z.input<typeof minutesInput>;

export const callOffInput = z.object({ reason: requiredText(300) });

/** The same as an obligation of an agreement: whose side, what, by when, and who sees to it. */
export const commitmentInput = dutyInput;
export type CommitmentInput = z.input<typeof commitmentInput>;

/** How it goes on: to which state, in words, and when somebody looks what came of what is done. */
export const stepInput = z
  .object({ state: z.enum(COMMITMENT_STATES), words: text(1000), followOn: dayOrNone })
  .superRefine(({ state, words, followOn }, issues) => {
    if (state === 'stopped' && words === '') issues.addIssue({ code: 'custom', message: 'required', path: ['words'] });
    if (state !== 'done' && followOn !== null)
      issues.addIssue({ code: 'custom', message: 'invalid', path: ['followOn'] });
  });
export type StepInput = z.input<typeof stepInput>;

export const outcomeInput = z.object({ outcome: requiredText(1000) });
