import { figure, LEAST_SHOWN } from '#modules/community/questionnaires';
import { said, type ItemResult } from '#modules/community/questionnaires/client';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';
import type { Element } from '../client.ts';
import { niOf, weightedMean } from '../rules/bands.ts';
import { rankOf } from '../rules/rounds.ts';
import { elementName } from '../service-words.ts';
import {
  gradedWords,
  gradeWords,
  indexWords,
  modeWords,
  spanWords,
  suggestionLines,
  type Told,
} from './paper-words.ts';
import { chapter, lines, section, table, text, type Block } from './report-blocks.ts';

/** Chapter III: who answered, the index and its elements, groups, places and periods beside each other, what people suggested. */
export const results = (told: Told): Block[] => [
  chapter(m.satisfaction_report_3({}, { locale: told.locale })),
  ...respondents(told),
  ...indexBlocks(told),
  ...byElement(told),
  ...byProfile(told),
  ...byPlace(told),
  ...byPeriod(told),
  ...suggestions(told),
];

function respondents({ results: { survey }, locale }: Told): Block[] {
  const words = { locale };
  const few = m.satisfaction_few({}, words);
  return [
    section(m.satisfaction_who({}, words)),
    text(m.satisfaction_n_respondents({ n: formatNumber(survey.n, locale) }, words)),
    ...survey.profile.map(({ label, parts }) =>
      table(
        [said(label, locale), m.satisfaction_respondents({}, words), '%'],
        parts.map(({ label: name, count }) => [
          said(name, locale) || m.satisfaction_unsaid({}, words),
          count === null ? few : formatNumber(count, locale),
          count === null ? '–' : percent(count, survey.n, locale),
        ]),
      ),
    ),
  ];
}

const percent = (count: number, n: number, locale: Told['locale']): string =>
  n === 0 ? '–' : figure((100 * count) / n, 1, locale);

function indexBlocks({ results: { index }, locale }: Told): Block[] {
  const words = { locale };
  const number = (value: number): string => formatNumber(value, locale);
  return [
    section(m.satisfaction_report_index({}, words)),
    text(
      m.satisfaction_report_index_text(
        {
          value: indexWords(index.exact.hundredths, locale),
          grade: gradeWords(index.exact.grade, locale),
          complete: number(index.complete),
          total: number(index.total),
        },
        words,
      ),
    ),
    text(
      m.satisfaction_report_ni(
        { ni: figure(niOf(index), 4, locale), value: indexWords(index.exact.hundredths, locale) },
        words,
      ),
    ),
    ...(index.interval ? [text(m.satisfaction_interval_of({ span: spanWords(index.interval, locale) }, words))] : []),
    text(m.satisfaction_printed_is({ value: gradedWords(index.printed, locale) }, words)),
  ];
}

/** All elements with their ranks, then a section of each. */
function byElement(told: Told): Block[] {
  const {
    results: { elements, figures },
    locale,
  } = told;
  const words = { locale };
  const items = new Map(figures.items.map((item) => [item.element, item]));
  return [
    table(
      [
        m.satisfaction_col_element({}, words),
        m.satisfaction_col_mean({}, words),
        m.satisfaction_col_weighted({}, words),
        m.satisfaction_col_interval({}, words),
        m.satisfaction_col_rank({}, words),
      ],
      elements.map(({ element, mean, interval }) => [
        `${element} ${elementName(element, locale)}`,
        mean === null ? m.satisfaction_few({}, words) : figure(mean, 2, locale),
        mean === null ? '–' : figure(weightedMean(mean), 3, locale),
        spanWords(interval && { low: Math.max(1, interval.low), high: Math.min(4, interval.high) }, locale),
        String(rankOf(elements, element) ?? '–'),
      ]),
    ),
    ...elements.flatMap(({ element }) => elementBlocks(element, items.get(element), told)),
  ];
}

function elementBlocks(
  element: Element,
  item: ItemResult | undefined,
  { results: { elements }, locale }: Told,
): Block[] {
  const words = { locale };
  const head = section(`${element} ${elementName(element, locale)}`);
  const rank = rankOf(elements, element);
  if (!item || item.mean === null || rank === null) return [head, text(m.satisfaction_few({}, words))];
  return [
    head,
    text(said(item.label, locale)),
    text(m.satisfaction_report_element_is({ mean: figure(item.mean, 2, locale), rank, of: elements.length }, words)),
    table(
      [m.satisfaction_col_answer({}, words), m.satisfaction_respondents({}, words), '%'],
      item.counts.map(({ label, count }) => [
        said(label, locale),
        formatNumber(count, locale),
        percent(count, item.n, locale),
      ]),
    ),
  ];
}

function byProfile({ results: { survey }, locale }: Told): Block[] {
  if (survey.indices.length === 0) return [];
  const words = { locale };
  return [
    section(m.satisfaction_by_profile({}, words)),
    text(m.satisfaction_by_profile_note({}, words)),
    ...survey.indices.map(({ label, groups }) =>
      table(
        [
          said(label, locale),
          m.satisfaction_complete({}, words),
          m.satisfaction_col_index({}, words),
          m.satisfaction_col_interval({}, words),
          m.satisfaction_col_mode({}, words),
        ],
        groups.map(({ label: name, ikm, interval }) => [
          said(name, locale),
          ikm ? formatNumber(ikm.complete, locale) : '–',
          ikm ? gradedWords(ikm, locale) : m.satisfaction_few({}, words),
          spanWords(interval, locale),
          ikm ? modeWords('exact', locale) : '–',
        ]),
      ),
    ),
  ];
}

function byPlace({ places, locale }: Told): Block[] {
  if (places.length < 2) return [];
  const words = { locale };
  return [
    section(m.satisfaction_by_place({}, words)),
    table(
      [
        m.satisfaction_where({}, words),
        m.satisfaction_respondents({}, words),
        m.satisfaction_col_index({}, words),
        m.satisfaction_col_interval({}, words),
        m.satisfaction_col_mode({}, words),
      ],
      places.map(({ name, n, ikm, interval }) => [
        name,
        formatNumber(n, locale),
        ikm ? gradedWords(ikm, locale) : m.satisfaction_few({}, words),
        spanWords(interval, locale),
        ikm ? modeWords('exact', locale) : '–',
      ]),
    ),
  ];
}

function byPeriod({ line, locale }: Told): Block[] {
  if (line.length === 0) return [];
  const words = { locale };
  return [
    section(m.satisfaction_line({}, words)),
    table(
      [
        m.satisfaction_col_period({}, words),
        m.satisfaction_col_index({}, words),
        m.satisfaction_col_interval({}, words),
        m.satisfaction_respondents({}, words),
        m.satisfaction_col_mode({}, words),
      ],
      line.map(({ label, hundredths, interval, respondents, mode }) => [
        label,
        indexWords(hundredths, locale),
        spanWords(interval, locale),
        respondents === null ? '–' : formatNumber(respondents, locale),
        modeWords(mode, locale),
      ]),
    ),
  ];
}

/** What people suggested, in words of the library: what they wrote themselves may name somebody, and nobody has cleared it. */
function suggestions({ round, results: { figures }, locale }: Told): Block[] {
  const words = { locale };
  const written = figures.items.reduce((sum, { texts }) => sum + texts.length, 0);
  const told = suggestionLines(round);
  return [
    section(m.satisfaction_words({}, words)),
    ...(written >= LEAST_SHOWN ? [text(m.satisfaction_words_of({ n: written }, words))] : []),
    ...(told.length > 0 ? [text(m.satisfaction_suggestions_public({}, words)), ...lines(told)] : []),
    ...(told.length === 0
      ? [text(written === 0 ? m.satisfaction_words_none({}, words) : m.satisfaction_suggestions_none({}, words))]
      : []),
  ];
}
