import {
  channelName,
  elementName,
  followUpState,
  followUpWords,
  gradedWords,
  isOverdue,
  lowestFirst,
  lowestOf,
  modeWords,
  spanWords,
  type RoundResults,
} from '#modules/city/satisfaction';
import type { FollowUp, FollowUpState } from '#modules/city/satisfaction/client';
import { figure, methodWords } from '#modules/community/questionnaires';
import { said, verdictOf, type Ikm } from '#modules/community/questionnaires/client';
import type { Ctx, Locale } from '#platform/context';
import { formatDate } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';

/** Where grade A begins, on a scale of 4: 88.31 ÷ 25. */
const GRADE_A = 88.31;
const percentOfFour = (mean: number): number => Math.round((mean / 4) * 1000) / 10;

/** The nine elements, the lowest first, with a bar and how they moved. */
export function elementsView({ elements }: RoundResults, { locale }: Pick<Ctx, 'locale'>) {
  const lowest = new Set(lowestOf(elements).map(({ element }) => element));
  return lowestFirst(elements).map(({ element, mean, n, interval, moved }) => ({
    element,
    name: `${element} ${elementName(element, locale)}`,
    mean: figure(mean ?? 0, 2, locale),
    isLow: lowest.has(element),
    bar: percentOfFour(mean ?? 0),
    tick: GRADE_A,
    spoken: m.satisfaction_of_four({ mean: figure(mean ?? 0, 2, locale) }),
    interval: interval
      ? m.satisfaction_interval({
          low: figure(Math.max(1, interval.low), 2, locale),
          high: figure(Math.min(4, interval.high), 2, locale),
          n: formatNumber(n, locale),
        })
      : m.satisfaction_interval_none({ n: formatNumber(n, locale) }),
    change: moved ? changeWords(moved.change, moved.interval, locale) : null,
    how: moved ? methodWords(moved, n, locale) : null,
  }));
}

/** `naik 0,13`; where the interval holds no change as well, that it is not certain. */
function changeWords(change: number, interval: { low: number; high: number } | null, locale: Locale): string {
  const by = figure(Math.abs(change), 2, locale);
  if (by === figure(0, 2, locale)) return m.satisfaction_change_same();
  const words = change > 0 ? m.satisfaction_change_up({ by }) : m.satisfaction_change_down({ by });
  return interval && verdictOf(interval) === 'unsure' ? m.satisfaction_change_unsure({ words }) : words;
}

/** Who answered, by what they said of themselves, and by which way. */
export function whoView({ survey }: RoundResults, { locale }: Pick<Ctx, 'locale'>) {
  const { n, channels, profile, indices } = survey;
  const count = (value: number | null): string => (value === null ? m.satisfaction_few() : formatNumber(value, locale));
  const width = (value: number | null): number => (value === null || n === 0 ? 0 : Math.round((100 * value) / n));
  return {
    channels: (channels ?? []).map((part) => ({ label: channelName(part.value, locale), count: count(part.count) })),
    profile: profile.map(({ id, label, parts }) => ({
      id,
      label: said(label, locale),
      rows: parts
        .filter((part) => part.value !== '' || part.count !== 0)
        .map((part) => ({
          value: part.value,
          label: said(part.label, locale) || m.satisfaction_unsaid(),
          count: count(part.count),
          width: width(part.count),
        })),
    })),
    indices: indices.map(({ id, label, groups }) => ({
      id,
      label: said(label, locale),
      rows: groups.map(({ value, label: name, ikm, interval }) =>
        indexRow({ value, label: said(name, locale), n: ikm?.complete ?? null, ikm, interval }, locale),
      ),
    })),
  };
}

interface Indexed {
  value: string;
  label: string;
  n: number | null;
  ikm: Ikm | null;
  interval: { low: number; high: number } | null;
}

const indexRow = ({ value, label, n, ikm, interval }: Indexed, locale: Locale) => ({
  value,
  label,
  n: n === null ? '–' : formatNumber(n, locale),
  index: ikm ? gradedWords(ikm, locale) : m.satisfaction_few(),
  span: spanWords(interval, locale),
  // that of groups and places is told by the weight that counts
  mode: ikm ? modeWords('exact', locale) : '–',
});
export type IndexRow = ReturnType<typeof indexRow>;

/** Places beside each other; none where there is only one. @param nameOf what a library is called */
export const placesView = (
  { survey: { places } }: RoundResults,
  nameOf: (libraryId: number) => string,
  { locale }: Pick<Ctx, 'locale'>,
): IndexRow[] =>
  places.length < 2
    ? []
    : places.map(({ libraryId, n, ikm, interval }) =>
        indexRow({ value: String(libraryId), label: nameOf(libraryId), n, ikm, interval }, locale),
      );

const MARKS = { planned: 'wait', running: 'out', done: 'on', stopped: 'off' } as const satisfies Record<
  FollowUpState,
  unknown
>;

/** What is done about an element. @param today a day that has passed while it is not done is late */
export const followUpView = (plan: FollowUp, { locale }: Pick<Ctx, 'locale'>, today: string) => ({
  ...plan,
  name: `${plan.element} ${elementName(plan.element, locale)}`,
  due: formatDate(plan.dueOn, locale),
  mark: isOverdue(plan, today) ? ('late' as const) : MARKS[plan.state],
  stateWords: isOverdue(plan, today) ? m.satisfaction_overdue() : followUpState(plan.state, locale),
  more: plan.state === 'done' || plan.state === 'stopped' ? followUpWords(plan, locale) : null,
});
export type FollowUpLine = ReturnType<typeof followUpView>;

/** What a round led to, with how its element stands now. */
export function ledView(
  { followUps, results }: { followUps: readonly FollowUp[]; results: RoundResults },
  now: RoundResults,
  { ctx, today }: { ctx: Pick<Ctx, 'locale'>; today: string },
) {
  const meanOf = (of: RoundResults, element: string): number | null =>
    of.elements.find((one) => one.element === element)?.mean ?? null;
  return followUps.map((plan) => {
    const [then, since] = [meanOf(results, plan.element), meanOf(now, plan.element)];
    const moved =
      then === null || since === null
        ? null
        : m.satisfaction_then_now({ then: figure(then, 2, ctx.locale), now: figure(since, 2, ctx.locale) });
    return { ...followUpView(plan, ctx, today), moved };
  });
}
