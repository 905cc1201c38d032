import { said } from '#modules/community/questionnaires/client';
import type { Cell, Sheet } from '#platform/papers/table-file';
import { m } from '#i18n/messages';
import type { FollowUp } from '../client.ts';
import { BANDS, niOf, weightedMean } from '../rules/bands.ts';
import { rankOf } from '../rules/rounds.ts';
import { elementName, serviceName } from '../service-words.ts';
import { channelName } from './channel-words.ts';
import { followUpState, gradeWords, modeWords, periodWords, suggestionLines, type Told } from './paper-words.ts';

const rounded = (value: number, places: number): number => Math.round(value * 10 ** places) / 10 ** places;
const index = (value: { hundredths: number } | null): Cell => value && value.hundredths / 100;
/** The two ends in cells of their own; empty where there is no interval. */
const ends = (interval: { low: number; high: number } | null): [Cell, Cell] =>
  interval ? [rounded(interval.low, 2), rounded(interval.high, 2)] : [null, null];

/**
 * The figures of a round as sheets of a workbook: the index, elements, who answered, places, periods, what is done, how often each score was
 * chosen, and the bands. What is not told of few stays empty.
 */
export const workbookSheets = (told: Told): Sheet[] => [
  summary(told),
  ofElements(told),
  ofProfile(told),
  ofPlaces(told),
  ofPeriods(told),
  ofFollowUps(told),
  recap(told),
  ofBands(told),
];

const spanHead = ({ locale }: Told): Cell[] => [
  m.satisfaction_col_low({}, { locale }),
  m.satisfaction_col_high({}, { locale }),
];

function summary(told: Told): Sheet {
  const { round, results, asked, locale } = told;
  const words = { locale };
  const { index: value, needed, survey } = results;
  const [low, high] = ends(value.interval);
  const few = m.satisfaction_few({}, words);
  return {
    name: m.satisfaction_sheet_summary({}, words),
    head: [m.satisfaction_col_what({}, words), m.satisfaction_col_value({}, words), m.satisfaction_col_note({}, words)],
    rows: [
      [m.satisfaction_col_round({}, words), round.name, periodWords(round, locale)],
      [m.satisfaction_col_service({}, words), serviceName(round.service, locale), asked.join(', ')],
      [
        m.satisfaction_index({}, words),
        index(value.exact),
        `${modeWords('exact', locale)}; ${value.exact.grade ?? ''}`,
      ],
      [m.satisfaction_ni({}, words), rounded(niOf(value), 4), '1 – 4'],
      [m.satisfaction_col_low({}, words), low, ''],
      [m.satisfaction_col_high({}, words), high, ''],
      [
        m.satisfaction_index({}, words),
        index(value.printed),
        `${modeWords('printed', locale)}; ${value.printed.grade ?? ''}`,
      ],
      [m.satisfaction_respondents({}, words), survey.n, ''],
      ...(survey.channels ?? []).map((part) => [channelName(part.value, locale), part.count ?? few, '']),
      [m.satisfaction_complete({}, words), value.complete, ''],
      [m.satisfaction_population({}, words), round.population, ''],
      [m.satisfaction_needed({}, words), needed, 'Krejcie & Morgan'],
      ...suggestionLines(round).map((line) => [m.satisfaction_words({}, words), line, '']),
    ],
  };
}

function ofElements(told: Told): Sheet {
  const { results, locale } = told;
  const words = { locale };
  const { elements } = results;
  return {
    name: m.satisfaction_sheet_elements({}, words),
    head: [
      m.satisfaction_col_element({}, words),
      m.satisfaction_col_mean({}, words),
      m.satisfaction_col_weighted({}, words),
      ...spanHead(told),
      'n',
      m.satisfaction_col_rank({}, words),
    ],
    rows: elements.map(({ element, mean, interval, n }) => [
      `${element} ${elementName(element, locale)}`,
      mean === null ? m.satisfaction_few({}, words) : rounded(mean, 4),
      mean === null ? null : rounded(weightedMean(mean), 4),
      ...ends(interval && { low: Math.max(1, interval.low), high: Math.min(4, interval.high) }),
      mean === null ? null : n,
      rankOf(elements, element),
    ]),
  };
}

function ofProfile(told: Told): Sheet {
  const { results, locale } = told;
  const words = { locale };
  const { profile, indices } = results.survey;
  return {
    name: m.satisfaction_sheet_profile({}, words),
    head: [
      m.satisfaction_col_question({}, words),
      m.satisfaction_col_group({}, words),
      m.satisfaction_respondents({}, words),
      m.satisfaction_complete({}, words),
      m.satisfaction_index({}, words),
      m.satisfaction_col_grade({}, words),
      ...spanHead(told),
      m.satisfaction_col_mode({}, words),
    ],
    rows: profile.flatMap(({ id, label, parts }) => {
      const groups = new Map(indices.find((one) => one.id === id)?.groups.map((group) => [group.value, group]));
      return parts.map((part) => {
        const { ikm = null, interval = null } = groups.get(part.value) ?? {};
        return [
          said(label, locale),
          said(part.label, locale) || m.satisfaction_unsaid({}, words),
          part.count ?? m.satisfaction_few({}, words),
          ikm && ikm.complete,
          index(ikm),
          ikm && ikm.grade,
          ...ends(interval),
          ikm && modeWords('exact', locale),
        ];
      });
    }),
  };
}

function ofPlaces(told: Told): Sheet {
  const { places, locale } = told;
  const words = { locale };
  return {
    name: m.satisfaction_sheet_places({}, words),
    head: [
      m.satisfaction_where({}, words),
      m.satisfaction_respondents({}, words),
      m.satisfaction_index({}, words),
      m.satisfaction_col_grade({}, words),
      ...spanHead(told),
      m.satisfaction_col_mode({}, words),
    ],
    rows: places.map(({ name, n, ikm, interval }) => [
      ...[name, n, index(ikm), ikm && ikm.grade, ...ends(interval)],
      ikm && modeWords('exact', locale),
    ]),
  };
}

function ofPeriods(told: Told): Sheet {
  const { line, locale } = told;
  const words = { locale };
  return {
    name: m.satisfaction_sheet_periods({}, words),
    head: [
      m.satisfaction_col_period({}, words),
      m.satisfaction_earlier_until({}, words),
      m.satisfaction_index({}, words),
      ...spanHead(told),
      m.satisfaction_respondents({}, words),
      m.satisfaction_col_mode({}, words),
      m.satisfaction_col_source({}, words),
    ],
    rows: line.map(({ label, endsOn, hundredths, interval, respondents, mode, source }) => [
      label,
      endsOn,
      hundredths / 100,
      ...ends(interval),
      respondents,
      modeWords(mode, locale),
      source,
    ]),
  };
}

/** What is done after this round, and what was after the one before it. */
function ofFollowUps({ round, followUps, before, locale }: Told): Sheet {
  const words = { locale };
  const lines = (name: string, plans: readonly FollowUp[]): Cell[][] =>
    plans.map(({ element, action, owner, dueOn, state, realisedOn, realisation, reason }) => [
      name,
      `${element} ${elementName(element, locale)}`,
      ...[action, owner, dueOn, followUpState(state, locale), realisedOn, realisation, reason],
    ]);
  return {
    name: m.satisfaction_follow_ups({}, words),
    head: [
      m.satisfaction_col_round({}, words),
      m.satisfaction_col_element({}, words),
      m.satisfaction_col_action({}, words),
      m.satisfaction_col_owner({}, words),
      m.satisfaction_col_due({}, words),
      m.satisfaction_col_state({}, words),
      m.satisfaction_realised_on({}, words),
      m.satisfaction_realisation({}, words),
      m.satisfaction_stop_reason({}, words),
    ],
    rows: [...lines(round.name, followUps), ...(before ? lines(before.round.name, before.followUps) : [])],
  };
}

function recap({ results, locale }: Told): Sheet {
  const words = { locale };
  return {
    name: m.satisfaction_sheet_recap({}, words),
    head: [m.satisfaction_col_element({}, words), '1', '2', '3', '4', 'n', m.satisfaction_col_mean({}, words)],
    rows: results.elements.map(({ element, mean, n, counts }) => [
      element,
      ...(counts.length === 4 ? counts : [null, null, null, null]),
      mean === null ? null : n,
      mean === null ? m.satisfaction_few({}, words) : rounded(mean, 4),
    ]),
  };
}

/** What an index is graded by. */
const ofBands = ({ locale }: Told): Sheet => ({
  name: m.satisfaction_sheet_bands({}, { locale }),
  head: [
    m.satisfaction_col_perception({}, { locale }),
    m.satisfaction_col_ni_low({}, { locale }),
    m.satisfaction_col_ni_high({}, { locale }),
    m.satisfaction_col_index_low({}, { locale }),
    m.satisfaction_col_index_high({}, { locale }),
    m.satisfaction_col_grade({}, { locale }),
    m.satisfaction_col_performance({}, { locale }),
  ],
  rows: BANDS.map(({ perception, ni, converted, grade }) => [
    ...[perception, ...ni, ...converted, grade],
    gradeWords(grade, locale),
  ]),
});
