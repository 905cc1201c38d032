import type { Weeding, WeedingCondition, WeedingGround, WeedingStatus } from '#modules/stock/stocktake/client';
import type { Ctx } from '#platform/context';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';

const STATUS: Record<WeedingStatus, { kind: 'wait' | 'on' | 'off'; words: () => string }> = {
  open: { kind: 'wait', words: () => m.weeding_status_open() },
  done: { kind: 'on', words: () => m.weeding_status_done() },
  cancelled: { kind: 'off', words: () => m.weeding_status_cancelled() },
};
const GROUNDS: Record<WeedingGround, () => string> = {
  old: () => m.weeding_ground_old(),
  unused: () => m.weeding_ground_unused(),
  duplicate: () => m.weeding_ground_duplicate(),
  condition: () => m.weeding_ground_condition(),
};

/** Why a copy is on a list, in words. */
export const groundsInWords = (grounds: readonly WeedingGround[]): string =>
  grounds.map((ground) => GROUNDS[ground]()).join(', ');

const CONDITIONS: Record<WeedingCondition, () => string> = {
  damaged: () => m.weeding_condition_damaged(),
  missing: () => m.weeding_condition_missing(),
  lost: () => m.weeding_condition_lost(),
};

/** The rules of a list in words: `Tidak dipinjam selama … tahun: 5 · Rusak`. */
function rulesInWords({ rules }: Weeding): string {
  const counted: [string, number | null][] = [
    [m.weeding_older(), rules.olderThanYears],
    [m.weeding_unused(), rules.unusedYears],
    [m.weeding_max_copies(), rules.maxCopies],
  ];
  const parts = counted.flatMap(([name, count]) => (count === null ? [] : [`${name}: ${count}`]));
  parts.push(...rules.conditions.map((condition) => CONDITIONS[condition]()));
  if (rules.classFrom !== null || rules.classTo !== null) {
    parts.push(m.stocktake_scope_class({ from: rules.classFrom ?? '000', to: rules.classTo ?? '999' }));
  }
  return parts.join(' · ');
}

/** A weeding list as lists and its own page show it. */
export function weedingView(weeding: Weeding, { locale }: Pick<Ctx, 'locale'>) {
  const { id, name, status, copies, decided, library, createdAt, createdBy, minutesNumber } = weeding;
  return {
    id,
    name,
    href: localizeHref(`/staf/penyiangan/${id}`),
    open: status === 'open',
    kind: STATUS[status].kind,
    state: STATUS[status].words(),
    counts: m.weeding_counts({ decided, copies }),
    since: m.stocktake_since({ when: formatInstant(createdAt, library.timeZone, locale), by: createdBy }),
    minutesNumber,
    rules: rulesInWords(weeding),
  };
}
