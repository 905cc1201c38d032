import { z } from 'zod';
import { HEARD_FROM } from '#modules/ground/heard-from';
import { day, decimal, instant } from '#platform/requests/bounds';
import { isoInstant } from '#platform/requests/http';
import { requiredText } from '#platform/requests/parse-input';
import { MONTH_DAYS, type Recurrence } from './rules/recurrence.ts';
import { internationalPhone } from '#shared/phone-number';
import { hangsInTheAir } from './rules/form-questions.ts';
import {
  AUDIENCES,
  PROGRAM_KINDS,
  QUESTION_KINDS,
  SESSION_FORMATS,
  SPEAKER_ANSWERS,
  SPEAKER_ROLES,
  TPBIS_STRATEGIES,
  type FormQuestion,
} from './client.ts';

const text = (max: number) => z.string().trim().max(max).default('');
const number = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
/** More would keep people from enrolling. */
export const MAX_QUESTIONS = 30;

const question = z.object({
  id: z
    .string()
    .regex(/^[a-z0-9_]{1,30}$/)
    // answers are kept under it in a plain object
    .refine((id) => !(id in {}), 'invalid'),
  label: requiredText(200),
  kind: z.enum(QUESTION_KINDS),
  options: z.array(requiredText(100)).max(30).default([]),
  required: z.boolean().default(false),
  when: z.object({ id: z.string(), equals: z.string() }).nullable().default(null),
});

/** Conditions name earlier questions and their answers only, so that a form can be read from above. */
const readsDownwards = (form: readonly FormQuestion[]): boolean =>
  new Set(form.map(({ id }) => id)).size === form.length &&
  form.every(({ kind, options }) => kind !== 'choice' || options.length > 0) &&
  hangsInTheAir(form) === undefined;

export const programInput = z
  .object({
    kind: z.enum(PROGRAM_KINDS),
    series: text(120),
    edition: number(1, 999).nullable().default(null),
    title: requiredText(200),
    summary: text(300),
    description: text(10_000),
    goals: text(5000),
    outcomes: text(5000),
    audience: z.enum(AUDIENCES).default('all'),
    language: z.string().trim().min(2).max(20).default('id'),
    place: text(300),
    capacity: number(1, 100_000).nullable().default(null),
    institutionQuota: number(1, 10_000).nullable().default(null),
    needsApproval: z.boolean().default(false),
    enrolmentOpensAt: instant.nullable().default(null),
    enrolmentClosesAt: instant.nullable().default(null),
    offerHours: decimal(1, 168).default(24),
    fee: number(0, 1_000_000_000).default(0),
    funding: text(200),
    partners: z.array(requiredText(120)).max(30).default([]),
    tpbisStrategy: z.enum(TPBIS_STRATEGIES).nullable().default(null),
    theme: text(60),
    /** Left out: as it is, or none in a new programme. */
    form: z.array(question).max(MAX_QUESTIONS).refine(readsDownwards, 'invalid').optional(),
    isTemplate: z.boolean().default(false),
  })
  .refine(({ enrolmentOpensAt: from, enrolmentClosesAt: to }) => from === null || to === null || from < to, {
    path: ['enrolmentClosesAt'],
    message: 'invalid',
  });
/** What is written of a programme; only kind and title are needed. */
export type ProgramInput = z.input<typeof programInput>;
/** How a programme is copied: sessions go with it by so many days, ten years at most. */
export const cloneInput = z.object({ moveDays: z.number().int().min(-3660).max(3660).default(0) });
export type ProgramValues = z.output<typeof programInput>;

/** A question of the registration form as staff write it. */
export const questionInput = question
  .extend({
    /** Left out: a new one, which comes last. */
    id: question.shape.id.optional(),
  })
  .refine(({ kind, options }) => kind !== 'choice' || options.length > 1, { path: ['options'], message: 'required' });
export type QuestionInput = z.input<typeof questionInput>;

export const sessionInput = z
  .object({
    title: requiredText(200),
    format: z.enum(SESSION_FORMATS),
    startsAt: instant,
    endsAt: instant,
    room: text(120),
    jp: decimal(0, 40).default(0),
    materials: text(5000),
    speakerIds: z.array(z.number().int().positive()).max(30).default([]),
  })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, { path: ['endsAt'], message: 'ends_before_start' });
export type SessionInput = z.input<typeof sessionInput>;
export type SessionValues = z.output<typeof sessionInput>;

const ends = { until: day.optional(), count: number(1, 120).optional() };
/** It ends by a day or after so many times: one of the two. */
export const recurrenceInput = z
  .discriminatedUnion('every', [
    z.object({
      every: z.literal('week'),
      interval: number(1, 12).default(1),
      weekdays: z.array(z.number().int().min(1).max(7)).default([]),
      ...ends,
    }),
    z.object({
      every: z.literal('month'),
      interval: number(1, 12).default(1),
      on: z.enum(MONTH_DAYS).default('weekday'),
      ...ends,
    }),
  ])
  .transform(({ until, count, ...rule }, issues): Recurrence => {
    if (until !== undefined && count === undefined) return { ...rule, until };
    if (until === undefined && count !== undefined) return { ...rule, count };
    issues.addIssue({ code: 'custom', path: ['until'], message: until === undefined ? 'required' : 'invalid' });
    return z.NEVER;
  });
export type RecurrenceInput = z.input<typeof recurrenceInput>;

export const speakerInput = z.object({
  name: requiredText(120),
  title: text(200),
  email: z.union([z.literal(''), z.email()]).default(''),
  role: z.enum(SPEAKER_ROLES).default('speaker'),
  /** In which they are written to. */
  language: z.enum(['id', 'en']).default('id'),
});
export type SpeakerInput = z.input<typeof speakerInput>;
export type SpeakerValues = z.output<typeof speakerInput>;

/** What a speaker answers to the invitation, with a word of reason. */
export const speakerAnswerInput = z.object({ answer: z.enum(SPEAKER_ANSWERS), note: text(500) });
export type SpeakerAnswerInput = z.input<typeof speakerAnswerInput>;
/** A name as it stands on papers, with position and institution. */
export const speakerNameInput = speakerInput.pick({ name: true, title: true });
export type SpeakerNameInput = z.input<typeof speakerNameInput>;

const EMAIL = z.email();
/** An e-mail address, or a telephone number in international form. */
const contact = z
  .string()
  .trim()
  .max(200)
  .transform((value, issue) => {
    if (value === '') return '';
    if (value.includes('@') && EMAIL.safeParse(value).success) return value.toLowerCase();
    const phone = value.includes('@') ? null : internationalPhone(value);
    if (phone === null) issue.addIssue('contact');
    return phone ?? '';
  });

/** Where a guest's ticket went, to have it sent there once more. */
export const ticketAgainInput = z.object({ contact });
export type TicketAgainInput = z.input<typeof ticketAgainInput>;

export const enrolmentInput = z.object({
  programId: z.number().int().positive(),
  /** Of the member who comes, given by staff. Members who enrol themselves leave it out. */
  memberNumber: z.string().trim().max(40).optional(),
  /** A member enrols their child: by the child's own card, */
  childNumber: z.string().trim().max(40).optional(),
  /** or by name, without a card. */
  forChild: z.boolean().default(false),
  /** Of the guest, or of the child without a card. */
  name: text(120),
  contact: contact.default(''),
  /** The library a participant comes from; left out, a member's home library. */
  libraryId: z.number().int().positive().nullable().default(null),
  institution: text(120),
  people: number(1, 500).default(1),
  answers: z.record(z.string().max(40), z.string().max(2000)).default({}),
  guardianName: text(120),
  guardianConsent: z.boolean().default(false),
  /** The short link by which they came to the programme's page; one that does not lead there counts for nothing. */
  cameBy: z.string().max(300).default(''),
  /** From where they know of it: counted, and kept beside nobody. */
  heardFrom: z.enum(HEARD_FROM).optional(),
});
export type EnrolmentInput = z.input<typeof enrolmentInput>;
export type EnrolmentValues = z.output<typeof enrolmentInput>;

/** A scan that a device kept. */
export const scanInput = z.object({ nonce: z.uuid(), code: requiredText(300), at: isoInstant });
/** Such scans as they come: each is read by itself, so that one which nobody can read holds up no other. `at`: ISO 8601. */
export const scansInput = z
  .array(z.object({ nonce: z.string().max(100), code: z.string().max(2000), at: z.string().max(100) }))
  .min(1)
  .max(200);
export type ScansInput = z.input<typeof scansInput>;

export const attendanceList = z.object({
  enrolmentIds: z.array(z.number().int().positive()).min(1).max(2000),
  way: z.enum(['list', 'sheet']),
});

/** Somebody at the door: a card, or a name. */
export const walkInInput = enrolmentInput.pick({
  memberNumber: true,
  name: true,
  contact: true,
  libraryId: true,
  institution: true,
  forChild: true,
  guardianName: true,
  guardianConsent: true,
});
export type WalkInInput = z.input<typeof walkInInput>;
