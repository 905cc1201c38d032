import { z } from 'zod';
import { isoInstant } from '#platform/requests/http';
import { pictureAddress } from '#modules/collection/catalog';
import { HEARD_FROM } from '#modules/ground/heard-from';
import { libraryName, libraryRef, type NameLibraries } from '#modules/ground/libraries';
import { can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import {
  AUDIENCES,
  ENROLMENT_STATUSES,
  isFull,
  PROGRAM_KINDS,
  PROGRAM_STATES,
  QUESTION_KINDS,
  SESSION_FORMATS,
  SPEAKER_ROLES,
  TPBIS_STRATEGIES,
  type Program,
} from './client.ts';

const code = z.string().trim().min(1).max(100);

/** A programme in answers of the API. */
export const programSchema = z.object({
  id: z.number(),
  library: libraryName,
  kind: z.enum(PROGRAM_KINDS),
  series: z.string(),
  edition: z.number().nullable(),
  slug: z.string(),
  title: z.string(),
  summary: z.string(),
  description: z.string(),
  audience: z.enum(AUDIENCES),
  language: z.string(),
  place: z.string(),
  theme: z.string(),
  fee: z.number(),
  partners: z.array(z.string()),
  state: z.enum(PROGRAM_STATES),
  cancelReason: z.string(),
  capacity: z.number().nullable(),
  confirmedCount: z.number(),
  offeredCount: z.number(),
  waitlistedCount: z.number(),
  full: z.boolean(),
  needsApproval: z.boolean(),
  enrolmentOpensAt: isoInstant.nullable(),
  enrolmentClosesAt: isoInstant.nullable(),
  startsAt: isoInstant.nullable(),
  endsAt: isoInstant.nullable(),
  sessionCount: z.number(),
  jp: z.number(),
  picture: z
    .object({ url: z.string(), alt: z.string() })
    .nullable()
    .describe('on its page; `url` is below the address of the network'),
});
/** A programme as the API shows it. */
export const shownProgram = (program: Program) => ({
  ...program,
  full: isFull(program),
  picture: program.cover && { url: pictureAddress(program.cover.key), alt: program.cover.alt },
});

const managers = 'for whoever manages the programme';
/** One programme with all that can be written of it: what was read can be written again without a loss. */
export const wholeProgramSchema = programSchema.extend({
  goals: z.string(),
  outcomes: z.string(),
  institutionQuota: z.number().nullable().optional().describe(managers),
  offerHours: z.number().optional().describe(managers),
  funding: z.string().optional().describe(managers),
  tpbisStrategy: z.enum(TPBIS_STRATEGIES).nullable().optional().describe(managers),
  isTemplate: z.boolean().optional().describe(managers),
  form: z
    .array(
      z.object({
        id: z.string(),
        label: z.string(),
        kind: z.enum(QUESTION_KINDS),
        options: z.array(z.string()),
        required: z.boolean(),
        when: z.object({ id: z.string(), equals: z.string() }).nullable(),
      }),
    )
    .optional()
    .describe(managers),
});

/** A programme as {@link wholeProgramSchema} shows it to who asks. */
export function wholeProgram({ actor }: Pick<Ctx, 'actor'>, program: Program): z.output<typeof wholeProgramSchema> {
  const { institutionQuota, offerHours, funding, tpbisStrategy, isTemplate, form, ...shown } = shownProgram(program);
  if (!can(actor, 'programs.manage', program.library.id)) return shown;
  return { ...shown, institutionQuota, offerHours, funding, tpbisStrategy, isTemplate, form };
}

/** A session in answers of the API. */
export const sessionSchema = z.object({
  id: z.number(),
  programId: z.number(),
  title: z.string(),
  format: z.enum(SESSION_FORMATS),
  startsAt: isoInstant,
  endsAt: isoInstant,
  room: z.string(),
  jp: z.number(),
  materials: z.string(),
  speakers: z.array(z.object({ id: z.number(), name: z.string(), title: z.string(), role: z.enum(SPEAKER_ROLES) })),
});

/** An enrolment in answers of the API. */
export const enrolmentSchema = z.object({
  id: z.number(),
  programId: z.number(),
  memberNumber: z.string().nullable(),
  name: z.string(),
  library: libraryName.nullable().describe('the library they come from'),
  institution: z.string(),
  people: z.number(),
  status: z.enum(ENROLMENT_STATUSES),
  position: z.number().nullable(),
  offerEndsAt: isoInstant.nullable(),
  ticket: z.string().nullable().describe('null = of a member whom this desk does not serve'),
  placedAt: isoInstant,
  guardianName: z.string(),
  guardianConsentAt: isoInstant.nullable(),
});
/** An enrolment as the API shows it. @param named libraries by their ids */
export const shownEnrolment =
  (named: NameLibraries) =>
  <T extends { libraryId: number | null }>({ libraryId, ...rest }: T) => ({ ...rest, library: named(libraryId) });
/** All that an enrolment says; what is none of it is refused, so that nothing is dropped in silence. */
export const enrolmentBody = z.strictObject({
  programId: z.number().int().positive(),
  memberNumber: code.optional().describe('of a member, given by staff'),
  childNumber: code.optional().describe('the card of a child, given by its guardian who is a member'),
  forChild: z.boolean().optional().describe('for a child without a card'),
  name: z.string().max(120).optional().describe('of the guest, or of the child without a card'),
  contact: z.string().max(200).optional().describe('of a guest: e-mail address or telephone number'),
  library: libraryRef.nullable().optional().describe('the library they come from'),
  institution: z.string().max(120).optional(),
  people: z.number().int().min(1).max(500).optional(),
  answers: z.record(z.string(), z.string()).optional(),
  guardianName: z.string().max(120).optional().describe('of a child without a card, where no member enrols it'),
  guardianConsent: z.boolean().optional().describe('the guardian agrees; needed for a child without a card'),
  cameBy: code
    .optional()
    .describe('the short link by which they came to its page; one that leads elsewhere is left out'),
  heardFrom: z.enum(HEARD_FROM).optional().describe('from where they know of it: counted, kept beside nobody'),
});
/** Who was let in. */
export const cameSchema = z.object({ enrolmentId: z.number(), name: z.string(), again: z.boolean() });
