import { tableInWords } from '#modules/moving/runs';
import type { RunState, SlimsRunView } from '#modules/moving/runs/client';
import type { Locale } from '#platform/context';
import { formatInstant } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { OLD_SYSTEMS } from '#shared/moving/old-systems';
import { m } from '#i18n/messages';

const stateName = (state: RunState, locale: Locale): string =>
  ({
    queued: m.slims_state_queued,
    running: m.slims_state_running,
    done: m.slims_state_done,
    cancelled: m.slims_state_cancelled,
    failed: m.slims_state_failed,
  })[state]({}, { locale });

const MEGABYTE = 1_000_000;

/** `12 MB`, `340 kB`. */
export const sizeInWords = (bytes: number, locale: Locale): string =>
  bytes >= MEGABYTE
    ? m.slims_megabytes({ size: formatNumber(Math.round(bytes / MEGABYTE), locale) }, { locale })
    : m.slims_kilobytes({ size: formatNumber(Math.ceil(bytes / 1000), locale) }, { locale });

/** How far it is, as a sentence, and in percent of the table at work; null = nobody can tell. */
function progressOf({ state, dryRun, progress, undoes }: SlimsRunView, locale: Locale) {
  const number = (value: number): string => formatNumber(value, locale);
  const { table, rows, of } = progress;
  if (state === 'queued') return { words: m.slims_waiting({}, { locale }), percent: null };
  if (table === null || of === null) {
    return { words: m.slims_reading({ count: number(rows) }, { locale }), percent: null };
  }
  const said = { table: tableInWords(table, locale), rows: number(rows), of: number(of) };
  if (undoes !== null) {
    return dryRun
      ? { words: m.slims_undo_running_trial(said, { locale }), percent: null }
      : { words: m.slims_undo_running(said, { locale }), percent: of === 0 ? 100 : Math.floor((100 * rows) / of) };
  }
  const words = dryRun ? m.slims_running_trial(said, { locale }) : m.slims_running(said, { locale });
  return { words, percent: of === 0 ? 100 : Math.min(100, Math.floor((100 * rows) / of)) };
}

/** A migration as a list or the head of a page shows it: words and numbers in the reader's language. */
export function showRun(run: SlimsRunView, library: string, zone: string, locale: Locale) {
  const { id, state, dryRun, startedBy, error, canGoOn, addsUp, takenUp, fileName, filesName } = run;
  const { undoes, undone, canUndo } = run;
  return {
    ...{ id, state, dryRun, startedBy, error, canGoOn, addsUp, takenUp, fileName, filesName, library },
    ...{ undoes, undone, canUndo },
    system: OLD_SYSTEMS[run.system],
    isMadeDumpsOnly: run.system === 'inlislite' && undoes === null,
    stateName: stateName(state, locale),
    size: sizeInWords(run.fileBytes, locale),
    when: formatInstant(run.createdAt, zone, locale, 'medium'),
    endedAt: run.finishedAt && formatInstant(run.finishedAt, zone, locale, 'medium'),
    progress: progressOf(run, locale),
  };
}
