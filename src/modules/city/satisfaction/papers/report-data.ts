import { figure, LEAST_SHOWN } from '#modules/community/questionnaires';
import { said, type ItemResult } from '#modules/community/questionnaires/client';
import { formatDate } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';
import { lowestFirst, lowestOf } from '../rules/rounds.ts';
import { elementName, serviceName } from '../service-words.ts';
import {
  followUpWords,
  gradedWords,
  gradeWords,
  indexWords,
  modeWords,
  periodWords,
  type Told,
} from './paper-words.ts';

/** A part of the report, in order: a chapter, a section, a paragraph, a line of a list, a table, a new page. */
type Block =
  | { kind: 'chapter' | 'section' | 'text' | 'line'; text: string }
  | { kind: 'table'; head: string[]; rows: string[][]; ofTexts: boolean }
  | { kind: 'page' };

const chapter = (text: string): Block => ({ kind: 'chapter', text });
const section = (text: string): Block => ({ kind: 'section', text });
const text = (words: string): Block => ({ kind: 'text', text: words });
const lines = (words: readonly string[]): Block[] => words.map((one) => ({ kind: 'line', text: one }));
const table = (head: string[], rows: string[][]): Block => ({ kind: 'table', head, rows, ofTexts: false });
/** Plans: cells of several lines, the second and the last column as wide as can be. */
const plansTable = (head: string[], rows: string[][]): Block => ({ kind: 'table', head, rows, ofTexts: true });

/**
 * The report of a round by the skeleton that libraries hand in (PermenPANRB 14/2017): endorsement, preface, introduction, method, results,
 * conclusions, appendices.
 */
export function reportData(told: Told): object {
  const { round, office, locale, today } = told;
  const words = { locale };
  const about = {
    office: office.office,
    service: serviceName(round.service, locale).toLowerCase(),
    period: periodWords(round, locale),
  };
  return {
    head: office,
    title: m.satisfaction_report_title({}, words),
    about: [serviceName(round.service, locale), about.period, round.name],
    endorsement: {
      title: m.satisfaction_report_endorsement({}, words),
      text: m.satisfaction_report_endorsed(about, words),
      sign: {
        placeDate: `${office.place}, ${formatDate(today, locale)}`,
        office: office.signOffice,
        name: office.signName,
        details: office.signDetails,
      },
    },
    blocks: [
      { kind: 'page' } satisfies Block,
      chapter(m.satisfaction_report_preface({}, words)),
      text(m.satisfaction_report_preface_text(about, words)),
      chapter(m.satisfaction_report_1({}, words)),
      section(m.satisfaction_report_background({}, words)),
      text(m.satisfaction_report_background_text(about, words)),
      section(m.satisfaction_report_law({}, words)),
      ...lines([m.satisfaction_report_law_1({}, words), m.satisfaction_report_law_2({}, words)]),
      section(m.satisfaction_report_aim({}, words)),
      text(m.satisfaction_report_aim_text({}, words)),
      ...method(told),
      ...results(told),
      ...conclusions(told),
      ...appendix(told),
    ],
  };
}

function method({ round, results: { needed, survey }, locale }: Told): Block[] {
  const words = { locale };
  const number = (value: number): string => formatNumber(value, locale);
  return [
    chapter(m.satisfaction_report_2({}, words)),
    section(m.satisfaction_report_period({}, words)),
    text(m.satisfaction_report_period_text({ period: periodWords(round, locale) }, words)),
    section(m.satisfaction_report_sample({}, words)),
    text(
      round.population === null || needed === null
        ? m.satisfaction_sample_unknown({}, words)
        : m.satisfaction_report_sample_text(
            { population: number(round.population), needed: number(needed), n: number(survey.n) },
            words,
          ),
    ),
    section(m.satisfaction_report_computing({}, words)),
    text(m.satisfaction_report_computing_text({}, words)),
    table(
      [
        m.satisfaction_col_index({}, words),
        m.satisfaction_col_grade({}, words),
        m.satisfaction_col_performance({}, words),
      ],
      [
        ['88,31 – 100,00', 'A', m.satisfaction_grade_a({}, words)],
        ['76,61 – 88,30', 'B', m.satisfaction_grade_b({}, words)],
        ['65,00 – 76,60', 'C', m.satisfaction_grade_c({}, words)],
        ['25,00 – 64,99', 'D', m.satisfaction_grade_d({}, words)],
      ],
    ),
  ];
}

function results(told: Told): Block[] {
  const { results: found, locale } = told;
  const words = { locale };
  const { survey, elements, index, figures } = found;
  const number = (value: number): string => formatNumber(value, locale);
  const few = m.satisfaction_few({}, words);
  const ranked = lowestFirst(elements);
  const items = new Map(figures.items.map((item) => [item.element, item]));
  return [
    chapter(m.satisfaction_report_3({}, words)),
    section(m.satisfaction_who({}, words)),
    text(m.satisfaction_n_respondents({ n: number(survey.n) }, words)),
    ...survey.profile.map(({ label, parts }) =>
      table(
        [said(label, locale), m.satisfaction_respondents({}, words)],
        parts.map((part) => [
          said(part.label, locale) || m.satisfaction_unsaid({}, words),
          part.count === null ? few : number(part.count),
        ]),
      ),
    ),
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
    text(m.satisfaction_printed_is({ value: gradedWords(index.printed, locale) }, words)),
    table(
      [
        m.satisfaction_col_element({}, words),
        m.satisfaction_col_mean({}, words),
        m.satisfaction_col_interval({}, words),
        m.satisfaction_col_rank({}, words),
      ],
      elements.map(({ element, mean, interval }) => [
        `${element} ${elementName(element, locale)}`,
        mean === null ? few : figure(mean, 2, locale),
        interval ? `${figure(interval.low, 2, locale)} – ${figure(Math.min(4, interval.high), 2, locale)}` : '–',
        mean === null ? '–' : String(elements.length - ranked.findIndex((one) => one.element === element)),
      ]),
    ),
    ...elements.flatMap(({ element }) => elementBlocks(items.get(element), told)),
    section(m.satisfaction_words({}, words)),
    ...termLines(told),
  ];
}

function elementBlocks(item: ItemResult | undefined, { locale }: Told): Block[] {
  if (!item || item.mean === null) return [];
  const words = { locale };
  return [
    section(said(item.tag, locale)),
    text(said(item.label, locale)),
    table(
      [m.satisfaction_col_answer({}, words), m.satisfaction_respondents({}, words)],
      item.counts.map(({ label, count }) => [said(label, locale), formatNumber(count, locale)]),
    ),
  ];
}

/** What people wrote, by the words that five and more used: whole sentences may name somebody, so they stay with the staff. */
function termLines({ results: { survey, figures }, locale }: Told): Block[] {
  const words = { locale };
  const written = figures.items.filter(({ texts }) => texts.length >= LEAST_SHOWN);
  if (written.length === 0) return [text(m.satisfaction_words_none({}, words))];
  return written.flatMap(({ id, texts }) => [
    text(m.satisfaction_words_of({ n: texts.length }, words)),
    ...lines(
      (survey.terms[id] ?? [])
        .filter(({ count }) => count >= LEAST_SHOWN)
        .map(({ term, count }) => m.satisfaction_word_count({ term, n: count }, words)),
    ),
  ]);
}

function conclusions({ results: { elements, index }, followUps, before, locale }: Told): Block[] {
  const words = { locale };
  const lowest = lowestOf(elements).map(({ element }) => `${element} ${elementName(element, locale)}`);
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
    text(
      m.satisfaction_report_conclusion({ value: gradedWords(index.exact, locale), lowest: lowest.join(', ') }, words),
    ),
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

function appendix({ results: { elements, figures }, line, locale }: Told): Block[] {
  const words = { locale };
  const items = new Map(figures.items.map((item) => [item.element, item]));
  return [
    { kind: 'page' },
    chapter(m.satisfaction_report_appendix({}, words)),
    section(m.satisfaction_report_form({}, words)),
    ...lines(
      elements.flatMap(({ element }) => {
        const item = items.get(element);
        return item ? [`${element}. ${said(item.label, locale)}`] : [];
      }),
    ),
    section(m.satisfaction_report_recap({}, words)),
    table(
      [m.satisfaction_col_element({}, words), '1', '2', '3', '4', 'n', m.satisfaction_col_mean({}, words)],
      elements.map(({ element, n, mean, counts }) => [
        element,
        ...(counts.length === 4 ? counts.map((count) => formatNumber(count, locale)) : ['–', '–', '–', '–']),
        formatNumber(n, locale),
        mean === null ? '–' : figure(mean, 4, locale),
      ]),
    ),
    section(m.satisfaction_line({}, words)),
    table(
      [
        m.satisfaction_col_period({}, words),
        m.satisfaction_index({}, words),
        m.satisfaction_respondents({}, words),
        m.satisfaction_col_mode({}, words),
      ],
      line.map(({ label, hundredths, respondents, mode }) => [
        label,
        indexWords(hundredths, locale),
        respondents === null ? '–' : formatNumber(respondents, locale),
        modeWords(mode, locale),
      ]),
    ),
  ];
}
