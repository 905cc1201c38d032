import { z } from 'zod';
import { libraryName, nameLibraries, type NameLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { isoInstant } from '#platform/requests/http';
import { COMMITMENT_STATES, MEETING_STATES, type MeetingLine } from '../rules/meetings.ts';
import { DUTY_SIDES } from '../rules/terms.ts';
import { getMeeting } from './view-meetings.ts';

/** A meeting in a list. */
export const meetingLine = z.object({
  id: z.number(),
  partnerId: z.number(),
  partner: z.string().describe('empty of a person who is forgotten'),
  library: libraryName.describe('our side'),
  title: z.string(),
  onDay: z.string(),
  atMinute: z.number().nullable().describe('minutes of the day by the clock of the library; null = nobody has said'),
  state: z.enum(MEETING_STATES),
  open: z.number().describe('commitments that are agreed and not done'),
  late: z.number().describe('those past their day'),
});
/** What a side promised, in a list. */
export const commitmentLine = z.object({
  id: z.number(),
  meetingId: z.number(),
  meeting: z.string(),
  meetingOn: z.string(),
  partnerId: z.number(),
  partner: z.string(),
  side: z.enum(DUTY_SIDES),
  text: z.string(),
  dueOn: z.string().nullable(),
  accountId: z.number().nullable(),
  personId: z.number().nullable(),
  owner: z.string().nullable().describe('who sees to it; null = nobody is named, empty = somebody who is forgotten'),
  state: z.enum(COMMITMENT_STATES),
  doneOn: z.string().nullable(),
  followOn: z.string().nullable().describe('when somebody is to look what came of it'),
  outcome: z.string(),
  version: z.number(),
});
/** A meeting with who was there and what was promised. */
export const wholeMeeting = meetingLine.extend({
  place: z.string(),
  link: z.string(),
  agenda: z.string(),
  minutes: z.string(),
  callOffReason: z.string(),
  createdBy: z.string(),
  version: z.number(),
  guests: z.array(z.object({ accountId: z.number().nullable(), personId: z.number().nullable(), name: z.string() })),
  commitments: z.array(
    commitmentLine.extend({
      steps: z.array(
        z.object({
          id: z.number(),
          state: z.enum(COMMITMENT_STATES),
          words: z.string(),
          saidBy: z.string(),
          saidAt: isoInstant,
        }),
      ),
    }),
  ),
});

/** A meeting of a list, with its library by name. */
export const namedMeeting = ({ libraryId, ...line }: MeetingLine, libraryOf: NameLibraries) => ({
  ...line,
  library: libraryOf(libraryId),
});

/** A meeting as the API shows one. */
export async function shownMeeting(ctx: Ctx, id: number): Promise<z.output<typeof wholeMeeting>> {
  const { libraryId, ...meeting } = await getMeeting(ctx, id);
  return { ...meeting, library: (await nameLibraries(ctx))(libraryId) };
}
