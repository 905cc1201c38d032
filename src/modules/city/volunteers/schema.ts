import { z } from 'zod';
import { day, id, instant } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { daysBetween } from '#shared/dates';
import { internationalPhone } from '#shared/phone-number';
import { LONGEST_SHIFT_HOURS } from './rules/hours.ts';
import { CHECK_KINDS, INCIDENT_KINDS, SKILLS } from './rules/terms.ts';

const NAME_LENGTH = 100;
const WORDS_LENGTH = 1000;

const text = (most: number) => z.string().trim().max(most).default('');
const EMAIL = z.email();
/** An e-mail address, or a telephone number in international form; empty for whoever has a card. */
const contact = z
  .string()
  .trim()
  .max(254)
  .transform((given, issue) => {
    if (given === '') return '';
    if (given.includes('@') && EMAIL.safeParse(given).success) return given.toLowerCase();
    const phone = given.includes('@') ? null : internationalPhone(given);
    if (phone === null) issue.addIssue('contact');
    return phone ?? '';
  });

export const offerInput = z.object({
  name: text(NAME_LENGTH),
  contact,
  birthYear: z.number().int().min(1900).max(2200),
  skills: z.array(z.enum(SKILLS)).max(SKILLS.length),
  ownWords: text(WORDS_LENGTH),
  days: z.array(z.number().int().min(1).max(7)).min(1, 'required').max(7),
  /** The group they come with, in their own words. */
  groupWords: text(120),
  libraryId: id,
  conduct: z.boolean().refine((agreed) => agreed, 'required'),
});
export type OfferInput = z.input<typeof offerInput>;

export const answerInput = z.object({ accept: z.boolean(), words: requiredText(WORDS_LENGTH) });
export const checkInput = z.object({ kind: z.enum(CHECK_KINDS), untilOn: day.nullable() });
export type CheckInput = z.input<typeof checkInput>;
export const guardianInput = z.object({ name: requiredText(NAME_LENGTH), relation: requiredText(60), on: day });
export type GuardianInput = z.input<typeof guardianInput>;

export const taskInput = z.object({
  title: requiredText(120),
  titleEn: text(120),
  description: text(WORDS_LENGTH),
  descriptionEn: text(WORDS_LENGTH),
  skills: z.array(z.enum(SKILLS)).max(SKILLS.length),
  needs: z.array(z.enum(CHECK_KINDS)).max(CHECK_KINDS.length),
  withChildren: z.boolean(),
});
export type TaskInput = z.input<typeof taskInput>;

export const shiftInput = z
  .object({ startsAt: instant, endsAt: instant, places: z.number().int().min(1).max(200) })
  .refine(({ startsAt, endsAt }) => endsAt > startsAt, { path: ['endsAt'], error: 'before_start' })
  .refine(({ startsAt, endsAt }) => endsAt.getTime() - startsAt.getTime() <= LONGEST_SHIFT_HOURS * 3_600_000, {
    path: ['endsAt'],
    error: 'period_too_long',
  });
export type ShiftInput = z.input<typeof shiftInput>;

export const hoursInput = z
  .object({ cameAt: instant, leftAt: instant })
  .refine(({ cameAt, leftAt }) => leftAt >= cameAt, { path: ['leftAt'], error: 'before_start' })
  .refine(({ cameAt, leftAt }) => leftAt.getTime() - cameAt.getTime() <= LONGEST_SHIFT_HOURS * 3_600_000, {
    path: ['leftAt'],
    error: 'period_too_long',
  });
export type HoursInput = z.input<typeof hoursInput>;

/** Why a shift does not take place, for who had a place. */
export const shiftReason = z.string().trim().max(300);

export const takeBackInput = z.object({ reason: requiredText(300) });
export const partnerTieInput = z.object({ partnerId: id.nullable() });

export const incidentInput = z.object({ kind: z.enum(INCIDENT_KINDS), onDay: day, text: requiredText(4000) });
export type IncidentInput = z.input<typeof incidentInput>;
export const outcomeInput = z.object({ outcome: requiredText(WORDS_LENGTH) });

/** A certificate is about so many days at most. */
const LONGEST_PERIOD = 3660;
export const periodInput = z
  .object({ fromOn: day, untilOn: day })
  .refine(({ fromOn, untilOn }) => fromOn <= untilOn, { path: ['untilOn'], error: 'before_start' })
  .refine(({ fromOn, untilOn }) => daysBetween(fromOn, untilOn) < LONGEST_PERIOD, {
    path: ['untilOn'],
    error: 'period_too_long',
  });
export const declineInput = z.object({ words: requiredText(WORDS_LENGTH) });
