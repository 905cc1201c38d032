import { figure } from '#modules/community/questionnaires';
import { said } from '#modules/community/questionnaires/client';
import { formatDate } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';
import type { Element } from '../client.ts';
import { lowestOf, rankOf } from '../rules/rounds.ts';
import { elementName } from '../service-words.ts';
import { followUpWords, gradedWords, type Told } from './paper-words.ts';
import { chapter, lines, plansTable, section, table, text, type Block } from './report-blocks.ts';

/** Chapter IV: what the figures say, and what is done about the lowest elements. */
export function conclusions({ results: { elements, index }, followUps, before, locale }: Told): Block[] {
  const words = { locale };
  const named = ({ element }: { element: Element }): string => `${element} ${elementName(element, locale)}`;
  const best = elements.filter(({ element }) => rankOf(elements, element) === 1);
  // where all are equal none is lower than another
  const lowest = best.length === elements.length ? '–' : lowestOf(elements).map(named).join(', ');
  const head = [
    m.satisfaction_col_element({}, words),
    m.satisfaction_col_action({}, words),
    m.satisfaction_col_owner({}, words),
    m.satisfaction_col_due({}, words),
    m.satisfaction_col_state({}, words),
  ];
  const rows = (plans: Told['followUps']): string[][] =>
    plans.map((plan) => [
      plan.element,
      plan.action,
      plan.owner,
      formatDate(plan.dueOn, locale),
      followUpWords(plan, locale),
    ]);
  return [
    chapter(m.satisfaction_report_4({}, words)),
    section(m.satisfaction_report_conclusions({}, words)),
    text(
      m.satisfaction_report_conclusion(
        { value: gradedWords(index.exact, locale), highest: best.map(named).join(', ') || '–', lowest },
        words,
      ),
    ),
    ...(before?.results.index
      ? [
          text(
            m.satisfaction_report_conclusion_before(
              { round: before.round.name, value: gradedWords(before.results.index.exact, locale) },
              words,
            ),
          ),
        ]
      : []),
    section(m.satisfaction_report_recommendations({}, words)),
    text(m.satisfaction_report_recommendations_text({ lowest }, words)),
    section(m.satisfaction_follow_ups({}, words)),
    followUps.length === 0 ? text(m.satisfaction_follow_ups_none({}, words)) : plansTable(head, rows(followUps)),
    ...(before === null || before.followUps.length === 0
      ? []
      : [
          section(m.satisfaction_before_led({ round: before.round.name }, words)),
          plansTable(head, rows(before.followUps)),
        ]),
  ];
}

/** The questionnaire with its answers, and how often each score was chosen. */
export function appendix({ results: { elements, figures, survey }, locale }: Told): Block[] {
  const words = { locale };
  const answers = (options: readonly { label: { id: string; en: string } }[]): string =>
    options
      .map(({ label }) => said(label, locale))
      .filter(Boolean)
      .join(' / ');
  const asked = elements.flatMap(({ element }) => figures.items.filter((item) => item.element === element));
  return [
    { kind: 'page' },
    chapter(m.satisfaction_report_appendix({}, words)),
    section(m.satisfaction_report_form({}, words)),
    ...lines([
      ...asked.map(({ element, label, counts }) =>
        [`${element}. ${said(label, locale)}`, answers(counts)].filter(Boolean).join(' '),
      ),
      ...survey.profile.map(({ label, parts }) => `${said(label, locale)}: ${answers(parts)}`),
      ...figures.items.filter(({ kind }) => kind === 'text').map(({ label }) => said(label, locale)),
    ]),
    section(m.satisfaction_report_recap({}, words)),
    table(
      [m.satisfaction_col_element({}, words), '1', '2', '3', '4', 'n', m.satisfaction_col_mean({}, words)],
      elements.map(({ element, n, mean, counts }) => [
        element,
        ...(counts.length === 4 ? counts.map((count) => formatNumber(count, locale)) : ['–', '–', '–', '–']),
        mean === null ? '–' : formatNumber(n, locale),
        mean === null ? '–' : figure(mean, 4, locale),
      ]),
    ),
  ];
}
