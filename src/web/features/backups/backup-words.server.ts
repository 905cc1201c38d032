import type { BackupDrill, BackupRun, BackupsView, JournalView, StoreState } from '#modules/ground/backups';
import type { Ctx, Locale } from '#platform/context';
import { sentenceOf } from '#platform/requests/problem';
import { formatInstant } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';

const HOUR_MS = 3_600_000;
const DAY_HOURS = 48;

/** How long ago, as one says it: "5 jam lalu". */
export function agoInWords(at: Date, now: Date): string {
  const hours = Math.floor((now.getTime() - at.getTime()) / HOUR_MS);
  if (hours < 1) return m.backups_ago_now();
  return hours < DAY_HOURS
    ? m.backups_ago_hours({ count: hours })
    : m.backups_ago_days({ count: Math.floor(hours / 24) });
}

export const sizeInWords = (bytes: number, locale: Locale): string =>
  m.backups_size({ megabytes: formatNumber(Math.max(0.1, Math.round(bytes / 100_000) / 10), locale) });

/** Where the house stands, as a sign and a sentence. */
export function stateInWords({ plan, late, last }: BackupsView): {
  kind: 'on' | 'wait' | 'late' | 'off';
  says: string;
} {
  if (plan.state === 'none') return { kind: 'late', says: m.backups_state_none() };
  if (plan.state === 'restored') return { kind: 'late', says: m.backups_state_restored() };
  if (plan.state === 'off') return { kind: 'off', says: m.backups_state_off() };
  if (late) return { kind: 'late', says: m.backups_state_late() };
  return last ? { kind: 'on', says: m.backups_state_good() } : { kind: 'wait', says: m.backups_state_first() };
}

function runState({ state, removedAt }: BackupRun): { kind: 'on' | 'wait' | 'late' | 'off'; says: string } {
  if (removedAt !== null) return { kind: 'off', says: m.backups_run_removed() };
  switch (state) {
    case 'waiting':
      return { kind: 'wait', says: m.backups_run_waiting() };
    case 'running':
      return { kind: 'wait', says: m.backups_run_running() };
    case 'done':
      return { kind: 'on', says: m.backups_run_done() };
    case 'failed':
      return { kind: 'late', says: m.backups_run_failed() };
  }
}

/** A line of the list. */
export const runInWords = (run: BackupRun, zone: string, { locale }: Pick<Ctx, 'locale'>) => ({
  id: run.id,
  when: formatInstant(run.madeAt ?? run.askedAt, zone, locale, 'medium'),
  state: runState(run),
  why: run.errorCode === null ? null : (sentenceOf('error', run.errorCode, run.errorParams, locale) ?? run.errorCode),
  file: run.sha256 === null ? null : run.fileName,
  size: run.sizeBytes === null ? '' : sizeInWords(run.sizeBytes, locale),
  rows: run.rowCount === null ? '' : m.backups_rows({ number: formatNumber(run.rowCount, locale) }),
});

const MINUTE_MS = 60_000;

function tookInWords({ startedAt, askedAt, endedAt }: BackupDrill, locale: Locale): string {
  const ms = (endedAt ?? askedAt).getTime() - (startedAt ?? askedAt).getTime();
  return ms < 2 * MINUTE_MS
    ? m.backups_drill_took_seconds({ seconds: formatNumber(Math.ceil(ms / 1000), locale) })
    : m.backups_drill_took_minutes({ number: formatNumber(Math.ceil(ms / MINUTE_MS), locale) });
}

function drillResult(drill: BackupDrill, locale: Locale): string {
  const { errorCode, errorParams, tableCount, rowCount, state } = drill;
  if (errorCode !== null) return sentenceOf('error', errorCode, errorParams, locale) ?? errorCode;
  if (state !== 'done') return '';
  return m.backups_drill_passed({
    tables: formatNumber(tableCount ?? 0, locale),
    number: formatNumber(rowCount ?? 0, locale),
    minutes: tookInWords(drill, locale),
  });
}

const DRILL_STATES = {
  waiting: { kind: 'wait', says: m.backups_run_waiting },
  running: { kind: 'wait', says: m.backups_drill_under_way },
  done: { kind: 'on', says: m.backups_drill_state_done },
  failed: { kind: 'late', says: m.backups_run_failed },
} as const;

/** A line of the list of drills. */
export const drillInWords = (drill: BackupDrill, zone: string, { locale }: Pick<Ctx, 'locale'>) => ({
  id: drill.id,
  when: formatInstant(drill.askedAt, zone, locale, 'medium'),
  file: drill.fileName,
  state: { kind: DRILL_STATES[drill.state].kind, says: DRILL_STATES[drill.state].says() },
  result: drillResult(drill, locale),
});

function storeState({ active, arrived, tried }: StoreState): { kind: 'on' | 'wait' | 'late' | 'off'; says: string } {
  if (!active) return { kind: 'off', says: m.backups_store_state_off() };
  if (tried?.state === 'failed') return { kind: 'late', says: m.backups_store_state_failed() };
  if (tried?.state === 'waiting' || tried?.state === 'running') {
    return { kind: 'wait', says: m.backups_store_state_sending() };
  }
  return arrived
    ? { kind: 'on', says: m.backups_store_state_good() }
    : { kind: 'wait', says: m.backups_store_state_wait() };
}

/** A place to which backups are copied, as a line. */
export function storeInWords(store: StoreState, zone: string, { locale }: Pick<Ctx, 'locale'>) {
  const { id, name, kind, address, bucket, arrived, tried } = store;
  const failed = store.active && tried?.state === 'failed' && tried.errorCode !== null ? tried : null;
  return {
    id,
    name,
    kind: kind === 's3' ? m.backups_store_kind_s3() : m.backups_store_kind_rsync(),
    where: bucket === '' ? address : `${address}${bucket}`,
    state: storeState(store),
    why: failed && (sentenceOf('error', failed.errorCode ?? '', failed.errorParams, locale) ?? failed.errorCode),
    arrived: arrived?.madeAt ? formatInstant(arrived.madeAt, zone, locale, 'medium') : null,
  };
}

/** How the journal stands, as a sign and a sentence. */
export function journalInWords({ state, until, failed }: JournalView, zone: string, { locale }: Pick<Ctx, 'locale'>) {
  const when = until === null ? '' : formatInstant(until, zone, locale, 'medium');
  const said = {
    own: { kind: 'off', says: m.backups_journal_state_own() },
    off: { kind: 'off', says: m.backups_journal_state_off() },
    restart: { kind: 'wait', says: m.backups_journal_state_restart() },
    first: { kind: 'wait', says: m.backups_journal_state_first() },
    on: { kind: 'on', says: m.backups_journal_state_on({ when }) },
    late: { kind: 'late', says: m.backups_journal_state_late({ when }) },
  } as const;
  const why = failed?.errorCode
    ? (sentenceOf('error', failed.errorCode, failed.errorParams, locale) ?? failed.errorCode)
    : null;
  return { ...said[state], why };
}
