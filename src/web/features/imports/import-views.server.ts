import type { Locale } from '#platform/context';
import type { ImportRunView } from '#modules/collection/imports';
import { formatInstant } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';

const kindName = (kind: ImportRunView['kind'], locale: Locale): string =>
  ({
    marc: m.imports_kind_marc,
    marc_authorities: m.imports_kind_marc_authorities,
    slims: m.imports_kind_slims,
    inlislite_items: m.imports_kind_inlislite_items,
    inlislite_members: m.imports_kind_inlislite_members,
    class_list: m.imports_kind_class_list,
    koha: m.imports_kind_koha,
  })[kind]({}, { locale });

const statusName = (status: ImportRunView['status'], locale: Locale): string =>
  ({
    queued: m.imports_status_queued,
    running: m.imports_status_running,
    done: m.imports_status_done,
    cancelled: m.imports_status_cancelled,
    failed: m.imports_status_failed,
  })[status]({}, { locale });

/** A run as a list or the head of a page shows it: words and numbers in the reader's language. */
export function showRun(run: ImportRunView, zone: string, locale: Locale) {
  const { id, status, dryRun, startedBy, error, repeatable } = run;
  const counts = {
    read: run.readCount,
    created: run.createdCount,
    updated: run.updatedCount,
    skipped: run.skippedCount,
    failed: run.failedCount,
    items: run.itemCount,
    members: run.memberCount,
    ready: run.createdCount + run.updatedCount,
  };
  const shown = Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [name, formatNumber(count, locale)]),
  ) as Record<keyof typeof counts, string>;
  const percent = run.totalBytes === 0 ? 0 : Math.min(100, Math.floor((100 * run.doneBytes) / run.totalBytes));
  return {
    id,
    status,
    dryRun,
    startedBy,
    error,
    repeatable,
    counts,
    shown,
    percent,
    kind: kindName(run.kind, locale),
    statusName: statusName(status, locale),
    files: run.files.map((file) => file.name).join(', '),
    when: formatInstant(run.createdAt, zone, locale, 'medium'),
  };
}
