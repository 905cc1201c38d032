import type { PosterChain } from '#modules/city/posters/client';
import { FIRST_LOAN_DAYS } from '#modules/community/programs';
import type { Heard } from '#modules/ground/heard-from';
import { m } from '#i18n/messages';
import { formatDate, type DateLocale } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { heardWord } from '#web/features/heard-from/parts/heard-words.ts';

const STEPS = [
  { key: 'enrolled', label: () => m.posters_chain_enrolled() },
  { key: 'attended', label: () => m.posters_chain_attended() },
  { key: 'withCard', label: () => m.posters_chain_with_card() },
  { key: 'firstLoans', label: () => m.posters_chain_first_loans({ days: FIRST_LOAN_DAYS }) },
] as const;

/** What came of a poster, in words; null = it leads nowhere where one enrols, so that nothing can follow. */
export function chainView(chain: PosterChain, locale: DateLocale) {
  if (!chain.leads) return null;
  const base = chain.steps.enrolled;
  return {
    opened: m.posters_chain_opened({ count: chain.opened }),
    // of no step is it said what did not follow from one that is not told
    steps: STEPS.map(({ key, label }) => {
      const people = chain.steps[key];
      return {
        ...{ key, label: label() },
        people:
          people === null
            ? null
            : key === 'firstLoans'
              ? m.posters_at_least({ count: formatNumber(people, locale) })
              : formatNumber(people, locale),
        share: people === null || base === null || base === 0 ? 0 : Math.round((people / base) * 100),
      };
    }),
    places: chain.places.map(({ name, enrolled }) => ({ name, enrolled: formatNumber(enrolled, locale) })),
  };
}
export type ChainView = NonNullable<ReturnType<typeof chainView>>;

/** From where people know, in words. */
export function heardView(heard: Heard, locale: DateLocale) {
  const of = (title: string, { total, answers, others }: Heard['registration']) => ({
    title,
    total: total === null ? null : m.posters_heard_total({ count: total }),
    answers: [
      ...answers.map(({ answer, count }) => ({ label: heardWord(answer), count })),
      ...(others === null || others === 0 ? [] : [{ label: m.posters_heard_others(), count: others }]),
    ].map(({ label, count }) => ({
      ...{ label, people: formatNumber(count, locale) },
      share: total === null ? 0 : Math.round((count / total) * 100),
    })),
  });
  return {
    span: { from: formatDate(heard.from, locale, 'medium'), to: formatDate(heard.to, locale, 'medium') },
    groups: [
      { key: 'registration', ...of(m.posters_heard_registration(), heard.registration) },
      { key: 'enrolment', ...of(m.posters_heard_enrolment(), heard.enrolment) },
    ],
  };
}
export type HeardView = ReturnType<typeof heardView>;
