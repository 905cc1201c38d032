import { figure } from '#modules/community/questionnaires';
import { formatDate } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';
import { BANDS, decimalsOf } from '../rules/bands.ts';
import { serviceName } from '../service-words.ts';
import { channelName } from './channel-words.ts';
import { gradeWords, periodWords, type Told } from './paper-words.ts';
import { chapter, lines, section, table, text, type Block } from './report-blocks.ts';
import { appendix, conclusions } from './report-end.ts';
import { results } from './report-results.ts';

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
    where: round.library?.name ?? m.satisfaction_all_libraries({}, words),
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
      section(m.satisfaction_report_target({}, words)),
      text(
        [
          m.satisfaction_report_target_text(about, words),
          ...(round.population === null
            ? []
            : [m.satisfaction_n_users({ n: formatNumber(round.population, locale) }, words)]),
        ].join(' '),
      ),
      section(m.satisfaction_report_use({}, words)),
      text(m.satisfaction_report_use_text({}, words)),
      ...method(told),
      ...results(told),
      ...conclusions(told),
      ...appendix(told),
    ],
  };
}

function method(told: Told): Block[] {
  const {
    round,
    results: { survey, needed },
    asked,
    locale,
  } = told;
  const words = { locale };
  const number = (value: number): string => formatNumber(value, locale);
  return [
    chapter(m.satisfaction_report_2({}, words)),
    section(m.satisfaction_report_period({}, words)),
    text(
      m.satisfaction_report_period_text(
        {
          period: periodWords(round, locale),
          opened: formatDate(told.opened, locale),
          closed: formatDate(told.closed, locale),
        },
        words,
      ),
    ),
    section(m.satisfaction_report_method({}, words)),
    text(m.satisfaction_report_method_text({}, words)),
    section(m.satisfaction_report_sample({}, words)),
    text(
      round.population === null || needed === null
        ? m.satisfaction_sample_unknown({}, words)
        : m.satisfaction_report_sample_text(
            { population: number(round.population), needed: number(needed), n: number(survey.n) },
            words,
          ),
    ),
    section(m.satisfaction_report_conduct({}, words)),
    text(m.satisfaction_report_conduct_text({ places: asked.join(', ') }, words)),
    ...(survey.leftOut === 0 ? [] : [text(m.satisfaction_left_out({ n: survey.leftOut }, words))]),
    ...collecting(told),
    section(m.satisfaction_report_computing({}, words)),
    text(m.satisfaction_report_computing_text({}, words)),
    table(
      [
        m.satisfaction_col_perception({}, words),
        m.satisfaction_col_ni({}, words),
        m.satisfaction_col_index({}, words),
        m.satisfaction_col_grade({}, words),
        m.satisfaction_col_performance({}, words),
      ],
      BANDS.map(({ grade, perception, ni, converted }) => [
        String(perception),
        bandWords(ni, locale),
        bandWords(converted, locale),
        grade,
        gradeWords(grade, locale),
      ]),
    ),
    text(m.satisfaction_report_intervals({}, words)),
  ];
}

/** `3,0644 – 3,532`, as the regulation prints it. */
const bandWords = (ends: readonly number[], locale: Told['locale']): string =>
  ends.map((end) => figure(end, decimalsOf(end), locale)).join(' – ');

/** By which ways answers came, and whether people were asked by a message. */
function collecting({ round, results: { survey }, locale }: Told): Block[] {
  const words = { locale };
  const few = m.satisfaction_few({}, words);
  return [
    section(m.satisfaction_report_collecting({}, words)),
    text(m.satisfaction_report_collecting_text({}, words)),
    survey.channels === null
      ? text(few)
      : table(
          [m.satisfaction_report_channel({}, words), m.satisfaction_respondents({}, words)],
          survey.channels.map(({ value, count }) => [
            channelName(value, locale),
            count === null ? few : formatNumber(count, locale),
          ]),
        ),
    ...(round.invites ? [text(m.satisfaction_report_collecting_invited({}, words))] : []),
  ];
}
