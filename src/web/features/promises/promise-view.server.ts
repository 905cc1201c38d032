import { COMPONENT_NAMES, type PublishedStandard } from '#modules/city/promises';
import { TOLD_COMPONENTS, type Performance, type Signature, type Standing } from '#modules/city/promises/client';
import type { Locale } from '#platform/context';
import { formatDate } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';

const STANDINGS: Record<Standing, { words: () => string; tally: () => string; mark: 'on' | 'wait' | 'late' | 'off' }> =
  {
    kept: { words: m.promises_standing_kept, tally: m.promises_tally_kept, mark: 'on' },
    nearly: { words: m.promises_standing_nearly, tally: m.promises_tally_nearly, mark: 'wait' },
    missed: { words: m.promises_standing_missed, tally: m.promises_tally_missed, mark: 'late' },
    few: { words: m.promises_standing_few, tally: m.promises_tally_few, mark: 'off' },
    unmeasured: { words: m.promises_standing_unmeasured, tally: m.promises_tally_unmeasured, mark: 'off' },
  };

const percent = (value: number, locale: Locale): string => formatNumber(value, locale);

/**
 * When promises were measured, in words; null = at different times, so that each figure has to say its own (a standard that was published
 * lately, or a night without measuring). '' where nothing was measured.
 */
export function measuredWords(
  standards: readonly Pick<PublishedStandard, 'performance'>[],
  locale: Locale,
): string | null {
  const [first, ...others] = new Set(
    standards.map(({ performance }) => periodWords(performance, locale)).filter(Boolean),
  );
  if (first === undefined) return '';
  return others.length > 0 ? null : first;
}

const periodWords = ({ from, to }: Pick<Performance, 'from' | 'to'>, locale: Locale): string =>
  from === null || to === null
    ? ''
    : m.promises_measured({ from: formatDate(from, locale), to: formatDate(to, locale) });

/** How a promise is kept, in words and as a bar. @param ofOwnTime it says when it was measured */
export function performanceView(performance: Performance, locale: Locale, ofOwnTime = false) {
  const { standing, what, counted, kept, target, without } = performance;
  const { words, mark } = STANDINGS[standing];
  const share = performance.percent;
  return {
    standing: words(),
    mark,
    what,
    without: [share === null ? '' : without, ofOwnTime ? periodWords(performance, locale) : '']
      .filter(Boolean)
      .join(' '),
    value: share === null ? null : m.promises_percent({ percent: percent(share, locale) }),
    target: target === null ? null : m.promises_percent({ percent: String(target) }),
    bar: share,
    tick: target,
    spoken: share === null ? '' : m.promises_bar({ percent: percent(share, locale), target: String(target ?? 0) }),
    counted: kept === null ? '' : m.promises_kept_of({ kept: formatNumber(kept, locale), counted }),
    why: whyNoFigure(performance),
  };
}
export type PerformanceView = ReturnType<typeof performanceView>;

function whyNoFigure({ standing, what }: Performance): string {
  if (standing === 'few') return m.promises_few_note();
  if (standing !== 'unmeasured') return '';
  // it names a measure that has not been counted yet
  return what === '' ? m.promises_unmeasured_note() : m.promises_not_yet_measured();
}

/** How many promises stand how: those that can be told first. */
export const tallyOf = (standards: readonly PublishedStandard[]) =>
  (['kept', 'nearly', 'missed', 'few', 'unmeasured'] as const).flatMap((standing) => {
    const count = standards.filter((one) => one.performance.standing === standing).length;
    const { tally, mark } = STANDINGS[standing];
    return count === 0 ? [] : [{ key: standing, count, label: tally(), mark }];
  });

/** Who signed an edition, and when. */
export const editionLine = ({ edition, signedBy, signedOn }: Signature & { edition: number }, locale: Locale): string =>
  m.promises_edition({
    edition: String(edition),
    name: signedBy,
    day: signedOn === null ? '' : formatDate(signedOn, locale),
  });

/** The components that are told of an edition, as lines. */
export const toldParts = (parts: PublishedStandard['published']['parts']) =>
  TOLD_COMPONENTS.map((one) => ({
    key: one,
    name: COMPONENT_NAMES[one](),
    lines: parts[one].split('\n').filter((line) => line.trim() !== ''),
  }));

/** A text in the language of the reader, where it was written in it. */
export const inLanguage = (id: string, en: string, locale: Locale): { text: string; lang: 'id' | undefined } =>
  locale === 'en' && en !== '' ? { text: en, lang: undefined } : { text: id, lang: locale === 'en' ? 'id' : undefined };
