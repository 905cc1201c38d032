import { z } from 'zod';
import { day, withinDays } from '#platform/requests/bounds';
import { isoInstant } from '#platform/requests/http';
import { requiredText } from '#platform/requests/parse-input';
import { WEEDING_CONDITIONS } from './client.ts';

const classText = z
  .string()
  .trim()
  .max(20)
  .nullish()
  .transform((value) => value || null);
/** A new stocktake. `spaces`: codes of rooms and shelves; a room stands for its shelves. */
export const stocktakeInput = z.object({
  name: requiredText(120),
  spaces: z.array(z.string().trim().min(1).max(40)).max(500).default([]),
  classFrom: classText,
  classTo: classText,
  itemType: z
    .string()
    .trim()
    .max(30)
    .nullish()
    .transform((value) => value || null),
});
export type StocktakeInput = z.input<typeof stocktakeInput>;

/** Most scans in one message; a phone with more sends them one message after the other. */
export const SCANS_AT_ONCE = 200;

export const scanInput = z.object({
  /** Made by the phone; the same scan sent twice is kept once. */
  nonce: z.uuid(),
  barcode: requiredText(100),
  /** When it was read, by the phone's clock; left out: now. */
  at: isoInstant.optional(),
  /** Code of the shelf or room at which the phone stands. */
  space: z.string().trim().max(40).nullish(),
});
/** Scans as they come: each is read by itself ({@link scanInput}), so that one which nobody can read holds up no other. */
export const scansInput = z.object({
  /** The phone, so that its last scan can be found again. */
  device: requiredText(60),
  scans: z
    .array(
      z.object({
        nonce: z.string().max(100),
        barcode: z.string().max(2000),
        at: z.string().max(100).optional(),
        space: z.string().max(200).nullish(),
      }),
    )
    .min(1)
    .max(SCANS_AT_ONCE),
});
export type ScansInput = z.input<typeof scansInput>;

export const approvalInput = z.object({
  /** Book what was not found as missing. */
  missing: z.boolean().default(true),
  /** Put what was missing and is there back into the collection. */
  foundAgain: z.boolean().default(true),
  /** Copies seen on another shelf belong there from now on. */
  shelves: z.boolean().default(false),
  /** Barcodes of copies to be left alone. */
  except: z.array(z.string().trim().min(1).max(100)).max(10_000).default([]),
  /** The state that the approver saw. */
  revision: z.number().int().min(0),
});
export type ApprovalInput = z.input<typeof approvalInput>;

/** A shelf, read from left to right. */
export const readingInput = z.object({ barcodes: z.array(z.string().trim().min(1).max(100)).min(1).max(1000) });

const years = z.number().int().min(1).max(200).nullish();
/** A new list: at least one rule. */
export const weedingInput = z
  .object({
    name: requiredText(120),
    olderThanYears: years,
    unusedYears: years,
    maxCopies: z.number().int().min(1).max(1000).nullish(),
    conditions: z.array(z.enum(WEEDING_CONDITIONS)).max(3).default([]),
    match: z.enum(['all', 'any']).default('all'),
    classFrom: classText,
    classTo: classText,
    itemType: z
      .string()
      .trim()
      .max(30)
      .nullish()
      .transform((value) => value || null),
  })
  .refine(
    ({ olderThanYears, unusedYears, maxCopies, conditions }) =>
      Boolean(olderThanYears ?? unusedYears ?? maxCopies) || conditions.length > 0,
    { path: ['unusedYears'], error: 'required' },
  );
export type WeedingInput = z.input<typeof weedingInput>;

export const weedingDecisionInput = z
  .object({
    barcodes: z.array(z.string().trim().min(1).max(100)).min(1).max(2000),
    /** null = open again */
    decision: z.enum(['keep', 'weed']).nullable(),
    reason: z.string().trim().max(300).default(''),
  })
  .refine(({ decision, reason }) => decision !== 'weed' || reason !== '', { path: ['reason'], error: 'required' });
export type WeedingDecisionInput = z.input<typeof weedingDecisionInput>;

/** A register may begin with its first book: how many lines leave is bounded, not the days. */
const LONGEST_REGISTER = 110_000;
export const periodInput = z.object({ from: day, to: day }).superRefine(withinDays(LONGEST_REGISTER));

const kept = z.number().nullable();
/** The rules of a list as they are kept with it. */
export const keptRules = z.object({
  olderThanYears: kept,
  unusedYears: kept,
  maxCopies: kept,
  conditions: z.array(z.enum(WEEDING_CONDITIONS)),
  match: z.enum(['all', 'any']),
  classFrom: z.string().nullable(),
  classTo: z.string().nullable(),
  itemType: z.string().nullable(),
});
