import { z } from 'zod';
import { isoInstant } from '#platform/http';
import { can } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import {
  AUDIENCES,
  isFull,
  PROGRAM_KINDS,
  PROGRAM_STATES,
  QUESTION_KINDS,
  SESSION_FORMATS,
  SPEAKER_ROLES,
  TPBIS_STRATEGIES,
  type Program,
} from './client.ts';

/** A programme in answers of the API. */
export const programSchema = z.object({
  id: z.number(),
  library: z.object({ id: z.number(), code: z.string(), name: z.string(), timeZone: z.string() }),
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
export function wholeProgram({ actor }: Pick<Ctx, 'actor'>, program: Program): z.input<typeof wholeProgramSchema> {
  const { institutionQuota, offerHours, funding, tpbisStrategy, isTemplate, form, ...open } = program;
  const shown = { ...open, full: isFull(program) };
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
