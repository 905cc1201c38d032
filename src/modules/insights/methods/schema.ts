import { z } from 'zod';
import { requiredText } from '#platform/requests/parse-input';

/** Years of which figures are told. */
export const FIRST_YEAR = 2000;
const LAST_YEAR = 2200;
export const year = z.number().int().min(FIRST_YEAR).max(LAST_YEAR);
/** The same in an address. */
export const yearText = z.coerce.number().int().min(FIRST_YEAR).max(LAST_YEAR);

const key = requiredText(40);
/** A number, as people type it or as JSON has it; the input says which are taken (`rules/read-decimal.ts`). */
const number = z.union([z.number(), z.string().max(40)]);
const source = requiredText(200);

export const valueInput = z.object({
  pack: key,
  input: key,
  /** null = of the network. */
  libraryId: z.number().int().positive().nullable(),
  year,
  value: number,
  source,
});
export type ValueInput = z.input<typeof valueInput>;

export const populationInput = z.object({
  /** '' = the whole city. */
  kelurahan: z.string().trim().max(80),
  kecamatan: z.string().trim().max(80).default(''),
  year,
  people: z.number().int().min(1).max(100_000_000),
  source,
});
export type PopulationInput = z.input<typeof populationInput>;
export type PopulationRow = z.output<typeof populationInput>;

export const requestInput = z.object({
  pack: key,
  input: key,
  libraryId: z.number().int().positive().nullable(),
  year,
  askedOf: requiredText(120),
  /** Days until the link ends. */
  days: z.number().int().min(1).max(60).default(14),
});
export type RequestInput = z.input<typeof requestInput>;

export const answerInput = z.object({ value: number, source, name: requiredText(120) });
export type AnswerInput = z.input<typeof answerInput>;
