import { z } from 'zod';
import { day, id } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { COMPONENTS } from './rules/components.ts';

const text = (most: number) => z.string().trim().max(most).default('');
const emptyAsNull = (value: unknown): unknown => (value === '' ? null : value);

/** What is said of a component. */
export const PART_LENGTH = 2000;
export const REMARK_LENGTH = 1000;

export const partsShape = z.record(z.enum(COMPONENTS), z.string().trim().max(PART_LENGTH));

export const pledgeInput = z.object({ text: requiredText(1000), textEn: text(1000) });
export type PledgeInput = z.input<typeof pledgeInput>;

export const standardInput = z
  .object({
    name: requiredText(100),
    nameEn: text(100),
    promise: text(300),
    promiseEn: text(300),
    /** A measure that a module contributes; null = it is not measured. */
    measure: z.preprocess(emptyAsNull, z.string().max(60).nullable()).default(null),
    measureLimit: z.preprocess(emptyAsNull, z.coerce.number().int().min(1).max(366).nullable()).default(null),
    /** Percent. */
    target: z.preprocess(emptyAsNull, z.coerce.number().int().min(1).max(100).nullable()).default(null),
    parts: partsShape,
  })
  .refine(({ measure, target }) => measure === null || target !== null, { path: ['target'], error: 'required' });
export type StandardInput = z.input<typeof standardInput>;

export const signatureInput = z.object({
  signedBy: requiredText(120),
  signedOffice: requiredText(200),
  signedPlace: requiredText(100),
  signedOn: day,
});
export type SignatureInput = z.input<typeof signatureInput>;

export const noteInput = z.object({ note: text(500), noteEn: text(500) });
export type NoteInput = z.input<typeof noteInput>;

export const remarkInput = z.object({
  text: requiredText(REMARK_LENGTH),
  standardId: z.preprocess(emptyAsNull, id.nullable()).default(null),
});
export type RemarkInput = z.input<typeof remarkInput>;

export const answerInput = z.object({ answer: requiredText(1000) });

export const reviewInput = z.object({ heldOn: day, summary: requiredText(2000) });
export type ReviewInput = z.input<typeof reviewInput>;
