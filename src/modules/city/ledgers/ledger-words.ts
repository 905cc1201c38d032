import { outcomeGainWords } from '#modules/learning/course-tests';
import type { PublicOutcome } from '#modules/learning/course-tests/client';
import { m } from '#i18n/messages';
import type { Locale } from '#platform/context';
import { FIRST_DAY, formatDate } from '#shared/dates';
import { formatNumber, formatRupiah } from '#shared/money';
import type { Given, LedgerSums } from './client.ts';
import type { LedgerPeriod } from './ledger-periods.ts';

/** A figure of a ledger in words: how much, of what, and by how many and from where it is known. */
export interface LedgerFigure {
  key: string;
  value: string;
  label: string;
  note: string;
}

/** Figures of a ledger that say something, in the order in which one leads to the next. */
export function ledgerFigures(
  { given, programs, courses, books, volunteers, plans }: LedgerSums<unknown>,
  locale: Locale,
): readonly LedgerFigure[] {
  const told = { locale };
  const number = (value: number): string => formatNumber(value, locale);
  const { reached } = programs;
  const all: (LedgerFigure & { isThere: boolean })[] = [
    {
      ...{ key: 'value', value: formatRupiah(given.value), label: m.ledgers_fig_value({}, told) },
      isThere: given.value > 0,
      note: m.ledgers_note_value(
        { n: number(given.n), valued: number(given.valued), rules: rulesInWords(given, locale) },
        told,
      ),
    },
    {
      ...{ key: 'hours', value: number(given.hours), label: m.ledgers_fig_hours({ count: given.hours }, told) },
      isThere: given.hours > 0,
      note: m.ledgers_note_hours({ n: number(given.inHours) }, told),
    },
    {
      ...{ key: 'volunteers', value: number(volunteers.hours) },
      label: m.ledgers_fig_volunteers({ count: volunteers.hours }, told),
      isThere: volunteers.hours > 0,
      note: m.ledgers_note_volunteers({ people: number(volunteers.people) }, told),
    },
    {
      ...{ key: 'sessions', value: number(programs.sessions) },
      label: m.ledgers_fig_sessions({ count: programs.sessions }, told),
      isThere: programs.sessions > 0,
      note: m.ledgers_note_sessions({ programs: number(programs.programs) }, told),
    },
    {
      ...{ key: 'people', value: number(reached.people), label: m.ledgers_fig_people({}, told) },
      isThere: reached.people > 0,
      note: m.ledgers_note_people({ programs: number(reached.programs), left: number(reached.left) }, told),
    },
    {
      ...{ key: 'learners', value: number(courses.learners), label: m.ledgers_fig_learners({}, told) },
      isThere: courses.learners > 0,
      note: m.ledgers_note_learners({ courses: number(courses.courses), left: number(courses.left) }, told),
    },
    {
      ...{ key: 'plans', value: number(plans.done), label: m.ledgers_fig_plans({ count: plans.done }, told) },
      isThere: plans.done > 0,
      note: m.ledgers_note_plans({ begun: number(plans.begun) }, told),
    },
    {
      ...{ key: 'copies', value: number(books.copies), label: m.ledgers_fig_copies({ count: books.copies }, told) },
      isThere: books.copies > 0,
      note: m.ledgers_note_copies({ came: number(books.came) }, told),
    },
    {
      ...{ key: 'loans', value: number(books.loans), label: m.ledgers_fig_loans({ count: books.loans }, told) },
      isThere: books.loans > 0,
      note: m.ledgers_note_loans({ lent: number(books.lent), copies: number(books.copies) }, told),
    },
  ];
  return all.filter(({ isThere }) => isThere).map(({ key, value, label, note }) => ({ key, value, label, note }));
}

/** `: Rp3.500.000 menurut pemberi, Rp8.880.000 menurut harga setempat`; empty where nothing is valued. */
function rulesInWords({ rules }: Given, locale: Locale): string {
  const said = rules.flatMap(({ rule, value }) => {
    if (rule === 'none') return [];
    const words = rule === 'own' ? m.ledgers_rule_own : m.ledgers_rule_market;
    return [words({ value: formatRupiah(value) }, { locale })];
  });
  return said.length === 0 ? '' : `: ${said.join(', ')}`;
}

/** What a course gained, as everybody is told it, with how rough it is. */
export const toldGainWords = (gain: NonNullable<PublicOutcome['gain']>, locale: Locale): string =>
  [outcomeGainWords(gain, locale), ...(gain.isRough ? [m.course_outcome_rough({}, { locale })] : [])].join(' ');

/** The days of a ledger, in words. */
export const ledgerPeriodWords = ({ from, until }: LedgerPeriod, locale: Locale): string =>
  from === FIRST_DAY
    ? m.ledgers_period_until({ until: formatDate(until, locale) }, { locale })
    : m.ledgers_period_span({ from: formatDate(from, locale), until: formatDate(until, locale) }, { locale });
