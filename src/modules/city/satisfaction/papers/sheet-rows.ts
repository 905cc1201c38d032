import { said } from '#modules/community/questionnaires/client';
import { m } from '#i18n/messages';
import { elementName } from '../service-words.ts';
import { followUpState, modeWords, periodWords, type Told } from './paper-words.ts';

type Cell = string | number;

/**
 * The figures of a round as lines of one sheet: the index with both weights, elements with how often each score was chosen, who answered, what is
 * done, earlier values. What is not told of few stays empty.
 */
export function sheetRows({ round, results, followUps, line, locale }: Told): Cell[][] {
  const told = { locale };
  const { index, needed, survey, elements } = results;
  const few = m.satisfaction_few({}, told);
  const value = (hundredths: number): number => hundredths / 100;
  return [
    [m.satisfaction_col_what({}, told), m.satisfaction_col_value({}, told), m.satisfaction_col_note({}, told)],
    [m.satisfaction_col_round({}, told), round.name, periodWords(round, locale)],
    [
      m.satisfaction_index({}, told),
      value(index.exact.hundredths),
      `${modeWords('exact', locale)}; ${index.exact.grade ?? ''}`,
    ],
    [
      m.satisfaction_index({}, told),
      value(index.printed.hundredths),
      `${modeWords('printed', locale)}; ${index.printed.grade ?? ''}`,
    ],
    [m.satisfaction_respondents({}, told), survey.n, ''],
    [m.satisfaction_complete({}, told), index.complete, ''],
    [m.satisfaction_population({}, told), round.population ?? '', ''],
    [m.satisfaction_needed({}, told), needed ?? '', 'Krejcie & Morgan'],
    [],
    [m.satisfaction_col_element({}, told), m.satisfaction_col_mean({}, told), 'n', '1', '2', '3', '4'],
    ...elements.map(({ element, mean, n, counts }) => [
      `${element} ${elementName(element, locale)}`,
      mean === null ? few : Math.round(mean * 10_000) / 10_000,
      n,
      ...counts,
    ]),
    ...survey.profile.flatMap(({ label, parts }) => [
      [],
      [said(label, locale), m.satisfaction_respondents({}, told)],
      ...parts.map((part) => [said(part.label, locale) || m.satisfaction_unsaid({}, told), part.count ?? few]),
    ]),
    [],
    [
      m.satisfaction_col_element({}, told),
      m.satisfaction_col_action({}, told),
      m.satisfaction_col_owner({}, told),
      m.satisfaction_col_due({}, told),
      m.satisfaction_col_state({}, told),
    ],
    ...followUps.map(({ element, action, owner, dueOn, state }) => [
      element,
      action,
      owner,
      dueOn,
      followUpState(state, locale),
    ]),
    [],
    [
      m.satisfaction_col_period({}, told),
      m.satisfaction_index({}, told),
      m.satisfaction_respondents({}, told),
      m.satisfaction_col_mode({}, told),
      m.satisfaction_col_source({}, told),
    ],
    ...line.map(({ label, hundredths, respondents, mode, source }) => [
      label,
      value(hundredths),
      respondents ?? '',
      modeWords(mode, locale),
      source,
    ]),
  ];
}
