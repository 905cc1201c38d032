import { z } from 'zod';
import { day, id } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import {
  contributionFaults,
  CONTRIBUTION_KINDS,
  CONTRIBUTION_UNITS,
  VALUE_RULES,
  type ContributionSaid,
} from '../rules/contribution.ts';

/** As much as the database counts of one thing. */
export const MOST_QUANTITY = 1_000_000;
/** Rupiah of one contribution, at most. */
export const MOST_VALUE = 1_000_000_000_000;

const text = (most: number) => z.string().trim().max(most).default('');
const dayOrNone = day.nullable().default(null);
const idOrNone = id.nullable().default(null);

/** What is said of a contribution, each by itself. */
export const contributionShape = z.object({
  libraryId: id,
  kind: z.enum(CONTRIBUTION_KINDS),
  fromOn: dayOrNone.describe('needed unless it is tied to a gift or a session, whose day counts'),
  untilOn: dayOrNone.describe('left out = the same day'),
  what: requiredText(300),
  whatEn: text(300),
  quantity: z.number().int().min(1).max(MOST_QUANTITY).nullable().default(null),
  unit: z.enum(CONTRIBUTION_UNITS).nullable().default(null),
  valuedBy: z
    .enum(VALUE_RULES)
    .describe('own: as the giver says; market: what it costs elsewhere, with the source; none: not valued'),
  value: z.number().int().min(0).max(MOST_VALUE).nullable().default(null).describe('rupiah'),
  valueBasis: text(200),
  donationId: idOrNone.describe('the gift of books that it is; copies are those of the gift'),
  programId: idOrNone.describe('the programme that it was for'),
  sessionId: idOrNone.describe('where the speaker spoke or the room was used; hours are those of the session'),
  speakerId: idOrNone,
  evidence: text(500),
});

/** The same, as it goes together. */
export const together = (said: ContributionSaid, issues: z.RefinementCtx): void => {
  for (const [field, message] of contributionFaults(said)) issues.addIssue({ code: 'custom', message, path: [field] });
};
export const contributionInput = contributionShape.superRefine(together);
export type ContributionInput = z.input<typeof contributionInput>;
export type ContributionValues = z.output<typeof contributionInput>;

/** A contribution is noted when it is promised, or when it has come. */
export const NOTED_STATES = ['promised', 'received'] as const;
export const notedState = z.object({ state: z.enum(NOTED_STATES) });

/** From when until when it came; left out = as it was promised. */
export const receiptDays = z
  .object({ fromOn: dayOrNone, untilOn: dayOrNone })
  .superRefine(({ fromOn, untilOn }, issues) => {
    if (fromOn !== null && untilOn !== null && untilOn < fromOn)
      issues.addIssue({ code: 'custom', message: 'before_start', path: ['untilOn'] });
  });
export type ReceiptDays = z.input<typeof receiptDays>;

export const voidInput = z.object({ reason: requiredText(300) });
