import { z } from 'zod';
import { libraryName } from '#modules/ground/libraries';
import { isoInstant } from '#platform/requests/http';
import type { Locale } from '#platform/context';
import type { FigureShown, InputShown, PackShown, PackSummary, Words } from './client.ts';
import { figureInWords, inputInWords, stateInWords } from './pack-words.ts';
import { EVIDENCE, SOURCES } from './rules/pack.ts';

const decimalText = z.string().nullable().describe('a number with a decimal point, exact; null = no data yet');
const libraryShown = libraryName.nullable().describe('null = the whole network');
const STATES = ['complete', 'partial', 'missing', 'undivided'] as const;

export const packSummary = z.object({
  key: z.string(),
  family: z.string().describe('packs of one family follow each other'),
  name: z.string(),
  version: z.string(),
  validFrom: z.number().describe('the first year whose figures go by it'),
  inForce: z.boolean().describe('whether figures of the year go by it'),
  source: z.object({ title: z.string(), evidence: z.enum(EVIDENCE), note: z.string() }),
  outside: z.string().describe('who is in none of its figures'),
  state: z.object({ kind: z.enum(['complete', 'lacks', 'constants', 'empty']), count: z.number(), words: z.string() }),
  main: z
    .object({
      name: z.string(),
      unit: z.string(),
      value: decimalText,
      band: z.string().nullable(),
      state: z.enum(STATES),
    })
    .nullable()
    .describe('the figure that stands for it'),
});
export const packShown = packSummary.extend({
  year: z.number(),
  at: z.string().describe('when it was worked out'),
  daysWithoutWord: z
    .number()
    .nullable()
    .describe(
      'days in what was counted that are far from their usual and of which nobody wrote what happened (`GET /odd-days`); null = kept before anybody looked',
    ),
  figures: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      unit: z.string(),
      formula: z.string(),
      library: libraryShown,
      value: decimalText,
      band: z.string().nullable().describe('the grade; none while values are missing'),
      state: z.enum(STATES),
      note: z.string().describe('why it is no figure, or whom it is without'),
      without: z.array(z.string()),
      missing: z.array(
        z.object({ input: z.string(), of: z.string().nullable().describe('the library; null = the network') }),
      ),
    }),
  ),
  inputs: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      unit: z.string(),
      from: z.enum(SOURCES),
      library: libraryShown,
      value: decimalText,
      way: z.enum(['measured', 'staff', 'link', 'fixed']).nullable(),
      source: z.string().describe('source and moment in words'),
      notInIt: z.string().describe('who or what is not in it, or where it is found'),
      counted: decimalText.describe('what was counted here, where something else was entered'),
      optional: z.boolean(),
      ask: z.array(z.string()).describe('whom to ask for it'),
    }),
  ),
});

/** A pack in the language of the reader. */
export function summaryBody(pack: PackSummary, locale: Locale): z.output<typeof packSummary> {
  const { key, family, version, validFrom, inForce, source, state, main } = pack;
  return {
    ...{ key, family, version, validFrom, inForce, name: pack.name[locale], outside: pack.outside[locale] },
    source: { title: source.title[locale], evidence: source.evidence, note: source.note[locale] },
    state: { ...state, words: stateInWords(state, locale) },
    main: main && {
      name: main.name[locale],
      unit: main.unit[locale],
      value: main.value,
      band: inLanguage(main.band, locale),
      state: main.state,
    },
  };
}

const inLanguage = (words: Words | null, locale: Locale): string | null => words && words[locale];

export const packBody = (pack: PackShown, locale: Locale): z.output<typeof packShown> => ({
  ...summaryBody(pack, locale),
  ...{ year: pack.year, at: pack.at, daysWithoutWord: pack.daysWithoutWord },
  figures: pack.figures.map((figure) => figureBody(figure, locale)),
  inputs: pack.inputs.map((input) => inputBody(input, locale)),
});

const figureBody = (figure: FigureShown, locale: Locale) => ({
  ...{ code: figure.code, library: figure.library, value: figure.value, state: figure.state, without: figure.without },
  ...{ name: figure.name[locale], unit: figure.unit[locale], formula: figure.says[locale] },
  ...{ band: inLanguage(figure.band, locale), note: figureInWords(figure, locale) },
  missing: figure.missing.map(({ input, library }) => ({ input: input[locale], of: library })),
});
const inputBody = (input: InputShown, locale: Locale) => ({
  ...{ code: input.code, from: input.from, library: input.library, value: input.value, way: input.way },
  ...{ name: input.name[locale], unit: input.unit[locale], notInIt: input.note[locale] },
  ...{ source: inputInWords(input, locale), counted: input.beside, optional: input.optional, ask: input.ask },
});

export const populationShown = z.object({
  id: z.number(),
  kelurahan: z.string().describe('empty = the whole city'),
  kecamatan: z.string(),
  year: z.number(),
  people: z.number(),
  source: z.string(),
  enteredBy: z.string(),
  enteredAt: isoInstant,
});
export const reportShown = z.object({
  id: z.number(),
  pack: z.string(),
  year: z.number(),
  keptBy: z.string(),
  keptAt: isoInstant,
});
export const requestShown = z.object({
  id: z.number(),
  input: z.string(),
  library: libraryShown,
  year: z.number(),
  askedOf: z.string(),
  askedBy: z.string(),
  expiresAt: isoInstant,
});
