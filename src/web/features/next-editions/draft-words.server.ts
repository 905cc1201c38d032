import { LEAST_ANSWERS, type Reason, type Source } from '#modules/community/next-editions/client';
import { absenceWords } from '#modules/community/questionnaires';
import type { Locale } from '#platform/context';
import { m } from '#i18n/messages';

const number = (value: number, locale: Locale): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);

/** Why a line stands on the agenda, as a sentence. */
export function reasonInWords(reason: Reason, locale: Locale): string {
  const say = (value: number): string => number(value, locale);
  switch (reason.kind) {
    case 'gap':
      return m.next_edition_reason_gap({
        item: reason.item[locale] || reason.item.id,
        gap: say(reason.importance - reason.mean),
        importance: say(reason.importance),
        mean: say(reason.mean),
        highest: say(reason.highest),
        answers: reason.answers,
      });
    case 'low':
      return m.next_edition_reason_low({
        item: reason.item[locale] || reason.item.id,
        percent: say(reason.percent),
        answers: reason.answers,
        why: reason.unknown ? absenceWords(reason.unknown, locale) : m.next_edition_unknown(),
      });
    case 'idea':
      return m.next_edition_reason_idea({ votes: reason.votes });
    case 'stalled':
      return stalledInWords(reason);
    case 'search':
      return m.next_edition_reason_search({ times: reason.times, days: reason.days });
    case 'review':
      return m.next_edition_reason_review({ done: reason.done, of: reason.of });
    case 'plan':
      return m.next_edition_reason_plan();
    case 'hand':
      return reason.note;
  }
}

/** How many plans stand still; what their owners wrote, where there are enough of them to be quoted. */
function stalledInWords(reason: Extract<Reason, { kind: 'stalled' }>): string {
  const { plans, of } = reason;
  // agendas that were drafted earlier hold words of fewer
  const { terms = [], quotes = [] } = plans >= LEAST_ANSWERS ? reason : {};
  return [
    m.next_edition_reason_stalled({ plans, of }),
    terms.length > 0 &&
      m.next_edition_stalled_terms({ terms: terms.map(({ term, count }) => `${term} (${count})`).join(', ') }),
    quotes.length > 0 && m.next_edition_stalled_quotes({ quotes: quotes.map((text) => `“${text}”`).join(' ') }),
    quotes.length + terms.length === 0 && m.next_edition_stalled_few({ least: LEAST_ANSWERS }),
  ]
    .filter((sentence) => sentence !== false)
    .join(' ');
}

const sources: Record<Source, (inputs: { count: number }) => string> = {
  evaluation: m.next_edition_few_evaluation,
  ideas: m.next_edition_few_ideas,
  plans: m.next_edition_few_plans,
};

/** Which sources were left out because they were too small, in sentences. */
export const tooFewInWords = (tooFew: Partial<Record<Source, number>>): string[] =>
  (['evaluation', 'ideas', 'plans'] as const).flatMap((source) => {
    const count = tooFew[source];
    return count === undefined ? [] : [sources[source]({ count })];
  });
