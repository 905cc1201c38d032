import { m } from '#i18n/messages';
import type { Locale } from '#platform/context';
import type { ItemFigure, ToldGain } from '../client.ts';

/** What stands in a cell of a workbook: null: nothing, or nothing that may be told. */
export type Cell = string | number | null;

const HUNDREDTHS = 100;
const short = (value: number | null | undefined): Cell =>
  value === null || value === undefined ? null : Math.round(value * HUNDREDTHS) / HUNDREDTHS;

/** What the columns of a gain are called in a workbook. */
export const gainHead = (locale: Locale): string[] =>
  [
    m.course_tests_col_pairs,
    m.course_tests_before,
    m.course_tests_after,
    m.course_tests_col_gain,
    m.course_tests_col_low,
    m.course_tests_col_high,
  ].map((words) => words({}, { locale }));

/** A gain in those columns; what may not be told is empty. */
export const gainCells = (gain: ToldGain | null): Cell[] => [
  gain?.pairs ?? null,
  ...[gain?.before, gain?.after, gain?.gain, gain?.interval?.low, gain?.interval?.high].map(short),
];

/** What the columns of an item are called. @param name the part of the test */
export const itemHead = (name: string, locale: Locale): string[] =>
  [m.course_tests_col_people, m.course_tests_col_share, m.course_tests_col_discrimination].map((words) =>
    words({ name }, { locale }),
  );

/** An item in a part, in those columns. */
export const itemCells = ({ people, share, discrimination }: ItemFigure): Cell[] => [
  people,
  short(share),
  short(discrimination),
];
