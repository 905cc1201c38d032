import { z } from 'zod';
import { libraryName } from '#modules/libraries';
import { isoInstant } from '#platform/http';
import { AUDIENCES, PROGRAM_KINDS, PROGRAM_STATES, SESSION_FORMATS, SPEAKER_ROLES } from './client.ts';

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
  offerHours: z.number().describe('so long a seat that came free is held'),
  enrolmentOpensAt: isoInstant.nullable(),
  enrolmentClosesAt: isoInstant.nullable(),
  startsAt: isoInstant.nullable(),
  endsAt: isoInstant.nullable(),
  sessionCount: z.number(),
  jp: z.number(),
});

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
