import type { Locale } from '#platform/context';
import { sentenceOf } from '#platform/requests/problem';
import { m } from '#i18n/messages';
import type { MarcProblem } from '#shared/marc/problems';
import { isControlField, type MarcRecord } from '#shared/marc/record';

/** One line of a record as cataloguers read it. */
export interface MarcLine {
  tag: string;
  indicators: string;
  /** Parts with their code; a control field has one part without. */
  parts: { code: string | null; text: string }[];
}

const blank = (text: string): string => text.replaceAll(' ', '#');

/** The record line by line, leader first. */
export const marcLines = (marc: MarcRecord): MarcLine[] => [
  { tag: 'LDR', indicators: '', parts: [{ code: null, text: blank(marc.leader) }] },
  ...marc.fields.map((field) =>
    isControlField(field)
      ? { tag: field.tag, indicators: '', parts: [{ code: null, text: blank(field.value) }] }
      : {
          tag: field.tag,
          indicators: blank(field.ind1 + field.ind2),
          parts: field.subfields.map(({ code, value }) => ({ code, text: value })),
        },
  ),
];

/** What a cataloguer should look at, as a sentence. */
export const explainMarcProblem = ({ code, params = {} }: MarcProblem, locale: Locale): string =>
  sentenceOf('catalog_problem', code, params, locale) ??
  sentenceOf('import_row', code, params, locale) ??
  m.catalog_problem_other({ code }, { locale });
