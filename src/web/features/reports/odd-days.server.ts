import { holdersOf } from '#modules/ground/identity';
import { nameLibraries } from '#modules/ground/libraries';
import type { listOddDays } from '#modules/insights/odd-days';
import type { OddKind } from '#modules/insights/odd-days/client';
import { can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { formatDate } from '#shared/dates';
import { m } from '#i18n/messages';

type OddDay = Awaited<ReturnType<typeof listOddDays>>['data'][number];

const COUNTED: Record<OddKind, (inputs: { n: string }) => string> = {
  visit: m.odd_days_n_visit,
  loan: m.odd_days_n_loan,
};
const NONE: Record<OddKind, () => string> = { visit: m.odd_days_none_visit, loan: m.odd_days_none_loan };

/** `12 kunjungan, biasanya sekitar 80`. */
function figureWords({ kind, n, usual }: OddDay, locale: Ctx['locale']): string {
  const written = (figure: number): string => figure.toLocaleString(locale);
  return [
    n === 0 ? NONE[kind]() : COUNTED[kind]({ n: written(n) }),
    usual === 0 ? m.odd_days_usual_none() : m.odd_days_usual({ usual: written(usual) }),
  ].join(', ');
}

/** Days as their page lists them, and whom to ask where this person may not write what happened. */
export async function oddDayLines(ctx: Ctx, days: readonly OddDay[]) {
  const named = await nameLibraries(ctx);
  const mayWrite = (libraryId: number): boolean => can(ctx.actor, 'libraries.manage', libraryId);
  const holders = days.every(({ libraryId }) => mayWrite(libraryId)) ? [] : await holdersOf(ctx.db, 'libraries.manage');
  const askOf = (libraryId: number): string => {
    const of = (id: number | null) => holders.filter((one) => one.libraryId === id).map(({ name }) => name);
    const names = of(libraryId).length > 0 ? of(libraryId) : of(null);
    return names.length > 0 ? m.odd_days_ask({ names: names.join(', ') }) : m.odd_days_ask_nobody();
  };
  return days.map((one) => ({
    id: one.id,
    date: one.day,
    day: formatDate(one.day, ctx.locale, 'full'),
    libraryId: one.libraryId,
    library: named(one.libraryId).name,
    figure: figureWords(one, ctx.locale),
    word: one.word,
    ask: one.word !== null || mayWrite(one.libraryId) ? null : askOf(one.libraryId),
  }));
}

/** What is said most often, as it is written down. */
export const quickWords = (): string[] => [
  m.odd_days_quick_holiday(),
  m.odd_days_quick_door(),
  m.odd_days_quick_event(),
  m.odd_days_quick_forgot(),
  m.odd_days_quick_true(),
];
