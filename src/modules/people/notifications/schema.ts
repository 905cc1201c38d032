import { z } from 'zod';
import { requestKinds } from '#modules/people/members/client';
import { requiredText } from '#platform/parse-input';
import { isLocalDate } from '#shared/dates';
import type { Topic } from './client.ts';

const instant = z.iso.datetime({ offset: true });
const day = z.string().refine(isLocalDate, 'invalid');
/**
 * Words that people wrote, to be told on: at most so many letters of them, so that no act is refused because its notice would be too long.
 * The limits are above those of the fields from which they come; what still is longer (a name and an address in one) ends with an ellipsis.
 */
const said = (max: number) =>
  z.string().transform((text) => (text.length > max ? `${text.slice(0, max - 1).trimEnd()}…` : text));
const needed = (max: number) => z.string().trim().min(1).pipe(said(max));
/** As many as one message holds. */
const some = <T extends z.ZodType>(one: T, most: number) => z.array(one).transform((all) => all.slice(0, most));
const title = needed(500);

const loan = z.object({ title, barcode: requiredText(100), dueAt: instant });
const lateLoan = loan.extend({ lateDays: z.number().int().min(1) });

/** Where it waits: a library; or a stop of it, with the next visit where one is planned. */
const collected = {
  place: needed(200),
  stop: needed(200).nullish(),
  visit: z.object({ on: day, opensMinute: z.number().int(), closesMinute: z.number().int() }).nullish(),
};

/** A bulk loan: `away` copies are still out, `contact` answers for them. */
const bulkLoan = z.object({
  number: requiredText(60),
  away: z.number().int().min(1),
  contact: needed(120),
  dueOn: day,
});

/** A session of a speaker. */
const ownSession = z.object({ title, startsAt: instant, endsAt: instant, room: said(500) });

/** Sessions of a programme as calendars have them; mail carries them as a file. `revision`: a calendar takes the higher one. */
const calendar = z.object({
  slug: requiredText(80),
  changedAt: instant,
  sessions: some(
    z.object({
      id: z.number().int(),
      title,
      startsAt: instant,
      endsAt: instant,
      place: said(500),
      revision: z.number().int(),
      cancelled: z.boolean(),
    }),
    500,
  ),
});

/** The values of each topic's text, in no language. Instants are ISO 8601; dates `YYYY-MM-DD`. */
const ideaNews = [
  'proposed',
  'committed',
  'in_progress',
  'done',
  'stopped',
  'considering',
  'accepted',
  'declined',
] as const;

const paramShapes = {
  before_due: loan,
  due: loan,
  overdue_1: lateLoan,
  overdue_2: lateLoan,
  overdue_3: lateLoan,
  /** `until`: the last instant. */
  hold_waiting: z.object({ title, ...collected, until: instant.nullable() }),
  hold_expiring: z.object({ title, ...collected, until: instant }),
  membership_expiring: z.object({ expiresOn: day }),
  receipt: z.object({
    lines: z
      .array(
        z.object({
          kind: z.enum(['loan', 'renewal', 'return', 'payment']),
          title,
          barcode: z.string().max(100),
          dueAt: instant.nullable(),
        }),
      )
      .min(1),
  }),
  registration: z.object({ number: requiredText(30), expiresOn: day.nullable() }),
  /** What a member asked about their data, and what came of it. */
  request_answered: z.object({
    kind: z.enum(requestKinds),
    fulfilled: z.boolean(),
    outcome: said(1000).nullable(),
  }),
  /** Days without borrowing; `untilDate` null = until they are lifted. */
  suspended: z.object({ untilDate: day.nullable(), reason: needed(500) }),
  /** The desk gave a new PIN, which took the password away. */
  password_cleared: z.object({ at: z.iso.datetime() }),
  /** A review that is not shown, and why. */
  review: z.object({ title, reason: needed(500) }),
  bulk_before_due: bulkLoan,
  bulk_due: bulkLoan,
  /** `nth`: which of the three reminders. */
  bulk_overdue: bulkLoan.extend({ lateDays: z.number().int().min(1), nth: z.number().int().min(1).max(3) }),
  /** A licensed file is kept for the reader until `until`. */
  digital_ready: z.object({ title, until: instant }),
  /** What the library answers to a suggestion that the member made or voted for; `arrived` = it is in the catalogue now. */
  suggestion: z.object({
    title,
    answer: z.enum(['buy', 'declined', 'owned', 'later', 'arrived']),
    reason: said(500).nullable(),
  }),
  /** What became of an enrolment in a programme. `until`: an offered seat is held; `position`: in the queue, 1 = next. */
  program: z.object({
    title,
    news: z.enum([
      'requested',
      'confirmed',
      'waitlisted',
      'offered',
      'expired',
      'declined',
      'cancelled',
      'changed',
      'program_cancelled',
    ]),
    place: said(300),
    startsAt: instant.nullable(),
    until: instant.nullable(),
    position: z.number().int().min(1).nullable(),
    reason: said(500),
    calendar: calendar.nullish(),
  }),
  /** A session that begins soon. */
  program_reminder: z.object({
    title,
    place: said(300),
    startsAt: instant,
    calendar: calendar.nullish(),
  }),
  /**
   * Questionnaires that a participant may answer: several where they are told together. `path`: of the form, from the root, without a
   * language; `until`: the last moment, null = no day was set.
   */
  questionnaire: z.object({
    program: title,
    news: z.enum(['open', 'closing']),
    forms: z
      .array(
        z.object({
          title,
          path: z
            .string()
            .regex(/^\/isi\//)
            .max(200),
          until: instant.nullable(),
        }),
      )
      .min(1),
  }),
  /** What became of an idea (`activity`: the plan that came of it, and where), or of a proposal for a programme. */
  idea: z.object({
    title,
    news: z.enum(ideaNews),
    activity: said(300),
    library: said(200),
    reason: said(1000),
  }),
  /** What the owner of a plan is reminded of. `on`: the day of it; `what`: of a milestone. */
  action_plan: z.object({
    title,
    news: z.enum(['due', 'milestone', 'follow_up_30', 'follow_up_90', 'changed']),
    what: said(500),
    on: z.string().refine(isLocalDate).nullable(),
  }),
  /** Somebody is asked to speak; `again`: was asked before. `sessions` are theirs, `jp` lesson hours of these, `contact` who answers questions. */
  speaker_invitation: z.object({
    title,
    again: z.boolean(),
    role: z.enum(['speaker', 'facilitator', 'moderator']),
    place: said(300),
    startsAt: instant.nullable(),
    endsAt: instant.nullable(),
    sessions: some(ownSession, 200),
    jp: z.number().min(0),
    contact: said(300),
  }),
  /** What speakers who were invited are told later; `sessions` as they are now. */
  speaker_news: z.object({
    title,
    news: z.enum(['changed', 'program_cancelled', 'not_needed']),
    sessions: some(ownSession, 200),
    contact: said(300),
    reason: said(500),
  }),
  /** A text of its own, in both languages. */
  generic: z.object({
    subject: z.object({ id: requiredText(200), en: requiredText(200) }),
    text: z.object({ id: requiredText(4000), en: requiredText(4000) }),
  }),
} satisfies Record<Topic, z.ZodType>;

/** Sessions of a programme for calendars. */
export type NoticeCalendar = z.output<typeof calendar>;
export type NoticeParams = { [T in Topic]: z.output<(typeof paramShapes)[T]> };
/** A notice's topic with its values. */
export type NoticeContent = { [T in Topic]: { topic: T; params: NoticeParams[T] } }[Topic];

/** Values from the database, or from a caller, checked for their topic. Throws a zod error: wrong ones are a bug. */
export function readContent(topic: Topic, params: unknown): NoticeContent {
  const content = contentSchema.parse({ topic, params });
  return content;
}

/** What was kept of a notice; undefined where an earlier release kept it in another form. */
export const keptContent = (topic: string, params: unknown): NoticeContent | undefined =>
  contentSchema.safeParse({ topic, params }).data;

const contentSchema = z.discriminatedUnion('topic', [
  z.object({ topic: z.literal('before_due'), params: paramShapes.before_due }),
  z.object({ topic: z.literal('due'), params: paramShapes.due }),
  z.object({ topic: z.literal('overdue_1'), params: paramShapes.overdue_1 }),
  z.object({ topic: z.literal('overdue_2'), params: paramShapes.overdue_2 }),
  z.object({ topic: z.literal('overdue_3'), params: paramShapes.overdue_3 }),
  z.object({ topic: z.literal('hold_waiting'), params: paramShapes.hold_waiting }),
  z.object({ topic: z.literal('hold_expiring'), params: paramShapes.hold_expiring }),
  z.object({ topic: z.literal('membership_expiring'), params: paramShapes.membership_expiring }),
  z.object({ topic: z.literal('receipt'), params: paramShapes.receipt }),
  z.object({ topic: z.literal('registration'), params: paramShapes.registration }),
  z.object({ topic: z.literal('request_answered'), params: paramShapes.request_answered }),
  z.object({ topic: z.literal('suspended'), params: paramShapes.suspended }),
  z.object({ topic: z.literal('password_cleared'), params: paramShapes.password_cleared }),
  z.object({ topic: z.literal('review'), params: paramShapes.review }),
  z.object({ topic: z.literal('bulk_before_due'), params: paramShapes.bulk_before_due }),
  z.object({ topic: z.literal('bulk_due'), params: paramShapes.bulk_due }),
  z.object({ topic: z.literal('bulk_overdue'), params: paramShapes.bulk_overdue }),
  z.object({ topic: z.literal('digital_ready'), params: paramShapes.digital_ready }),
  z.object({ topic: z.literal('suggestion'), params: paramShapes.suggestion }),
  z.object({ topic: z.literal('program'), params: paramShapes.program }),
  z.object({ topic: z.literal('program_reminder'), params: paramShapes.program_reminder }),
  z.object({ topic: z.literal('questionnaire'), params: paramShapes.questionnaire }),
  z.object({ topic: z.literal('idea'), params: paramShapes.idea }),
  z.object({ topic: z.literal('action_plan'), params: paramShapes.action_plan }),
  z.object({ topic: z.literal('speaker_invitation'), params: paramShapes.speaker_invitation }),
  z.object({ topic: z.literal('speaker_news'), params: paramShapes.speaker_news }),
  z.object({ topic: z.literal('generic'), params: paramShapes.generic }),
]);
