import { z } from 'zod';
import { day, instant, withinDays } from '#platform/requests/bounds';
import { ageGroups, MOST_HEADS, occupations, periodSteps, purposes } from './client.ts';

const optional = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .nullish()
    .transform((value) => value || null);
const heads = z.number().int().min(0).max(MOST_HEADS).default(0);

/** What every visit may say of itself. */
const anyVisit = {
  libraryId: z.number().int().positive(),
  /** When it was, where a device sends later what it kept; left out: now. */
  at: instant.optional(),
  /** Made by the device: the same one again changes nothing. */
  nonce: z.string().trim().min(8).max(64).nullish(),
  purpose: z.enum(purposes).nullish(),
};

export const cardVisitInput = z.object({ ...anyVisit, card: z.string().trim().min(1).max(100) });
export type CardVisitInput = z.input<typeof cardVisitInput>;

const guestFacts = {
  ageGroup: z.enum(ageGroups).nullish(),
  sex: z.enum(['L', 'P']).nullish(),
  occupation: z.enum(occupations).nullish(),
  name: optional(80),
};
export const guestVisitInput = z.object({ ...anyVisit, ...guestFacts });
export type GuestVisitInput = z.input<typeof guestVisitInput>;

export const groupVisitInput = z
  .object({
    ...anyVisit,
    origin: optional(120),
    girls: heads,
    boys: heads,
    women: heads,
    men: heads,
    companions: heads,
    wheelchairs: heads,
  })
  .refine((group) => group.girls + group.boys + group.women + group.men + group.companions > 0, {
    path: ['girls'],
    error: 'nobody',
  })
  .refine((group) => group.wheelchairs <= group.girls + group.boys + group.women + group.men + group.companions, {
    path: ['wheelchairs'],
    error: 'more_than_people',
  });
export type GroupVisitInput = z.input<typeof groupVisitInput>;

/** What a guest adds after the tap. */
export const guestDetailsInput = z.object({
  nonce: z.string().min(8).max(64),
  sex: guestFacts.sex,
  occupation: guestFacts.occupation,
  purpose: anyVisit.purpose,
  name: guestFacts.name,
});
export type GuestDetailsInput = z.input<typeof guestDetailsInput>;

export const gateCountInput = z.object({
  libraryId: anyVisit.libraryId,
  gate: z.string().trim().min(1).max(40),
  countedAt: instant,
  in: z.number().int().min(0).max(100_000),
  out: z.number().int().min(0).max(100_000),
});
export type GateCountInput = z.input<typeof gateCountInput>;

export const visitRuleInput = z.object({
  repeatMinutes: z.number().int().min(1).max(1440),
  recordsLeaving: z.boolean(),
});

/** The longest time that figures are asked for, in days. */
const LONGEST = 3700;
export const figuresQuery = z
  .object({
    from: day,
    to: day,
    step: z.enum(periodSteps),
    /** Code of one library; left out: all whose figures the asker may see. */
    library: z.string().max(40).nullish(),
  })
  .superRefine(withinDays(LONGEST));
export type FiguresQuery = z.input<typeof figuresQuery>;
