import { appendFileSync, closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { join, parse, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Watching } from '#modules/moving/engine';
import { migrateInlislite } from '#modules/moving/inlislite';
import { beginByCommand, endByCommand, reportHead, reportLine } from '#modules/moving/runs';
import { migrateSlims } from '#modules/moving/slims';
import type { MoneyReport } from '#shared/moving/money-sums';
import type { OldSystem } from '#shared/moving/old-systems';
import { isBalanced, type MigrationReport, type TableReport } from '#shared/moving/report';
import type { Said } from '#shared/moving/said';
import { BYTE_ORDER_MARK, csvText } from '#shared/csv-cell';
import { formatNumber, formatRupiah } from '#shared/money';
import type { Locale } from '#platform/context';
import { m } from '#i18n/messages';
import { needed, UsageError, type Command, type Console } from './command.ts';
import { withServices } from './open-services.ts';

const PROGRESS_MS = 500;

/** A name that no file has: a report of last week, or the dump itself, is not written over. */
function freeName(path: string): string {
  const { dir, name, ext } = parse(path);
  for (let nth = 1; ; nth += 1) {
    const free = nth === 1 ? path : join(dir, `${name}-${nth}${ext}`);
    if (!existsSync(free)) return free;
  }
}

/**
 * The rows that were not carried, and what should be known of those that were, as a CSV file. It is made before anything is read, so that a folder
 * in which nobody may write is known then; without a line it goes again.
 */
function reportFile(path: string, locale: Locale) {
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new UsageError(m.slims_cli_report_refused({ path, reason }, { locale }));
  }
  let isEmpty = true;
  appendFileSync(file, BYTE_ORDER_MARK + csvText([reportHead(locale)]));
  return {
    /** At once: what was told of a row is not told again. Throws where the disk takes no more; the migration stops, and goes on later. */
    add(said: Said): void {
      isEmpty = false;
      appendFileSync(file, csvText([reportLine(said, locale)]));
    },
    /** @returns was anything written? */
    end(): boolean {
      closeSync(file);
      if (isEmpty) rmSync(path);
      return !isEmpty;
    },
  };
}

function tableLine(one: TableReport, locale: Locale): string {
  const rows = formatNumber(one.rows, locale);
  const { table } = one;
  if (one.kind === 'codes') return m.slims_line_codes({ table, rows }, { locale });
  if (one.kind === 'left') return m.slims_line_left({ table, rows }, { locale });
  const number = (count: number): string => formatNumber(count, locale);
  const { carried, merged, refused, known } = one.fates;
  return m.slims_line_rows(
    { table, rows, carried: number(carried), merged: number(merged), refused: number(refused), known: number(known) },
    { locale },
  );
}

/** What fines are worth on both sides, and whether the balances here say the same. */
function moneyLines(money: MoneyReport, locale: Locale): string[] {
  const words = ({ debet, credit }: { debet: number; credit: number }) => ({
    debet: formatRupiah(debet),
    credit: formatRupiah(credit),
  });
  const { dump, carried, refused, known, booked } = money;
  if (dump.debet === 0 && dump.credit === 0) return [];
  return [
    m.slims_money_dump(words(dump), { locale }),
    m.slims_money_carried(words(carried), { locale }),
    m.slims_money_refused(words(refused), { locale }),
    m.slims_money_known(words(known), { locale }),
    ...(booked === null ? [] : [m.slims_money_booked({ balance: formatRupiah(booked) }, { locale })]),
  ];
}

function print(report: MigrationReport, { locale, out }: Console): void {
  out(m.slims_report_library({ library: report.library }, { locale }));
  for (const one of report.tables) out(`  ${tableLine(one, locale)}`);
  for (const line of moneyLines(report.money, locale)) out(`  ${line}`);
  if (report.toSettle > 0) out(m.slims_report_settle({ count: formatNumber(report.toSettle, locale) }, { locale }));
  if (report.updated > 0) out(m.slims_report_updated({ count: formatNumber(report.updated, locale) }, { locale }));
  if (report.conflicts > 0)
    out(m.slims_report_conflicts({ count: formatNumber(report.conflicts, locale) }, { locale }));
  if (report.dryRun) out(m.slims_report_trial({}, { locale }));
}

interface Way {
  usage: string;
  summary: (locale: Locale) => string;
}

/**
 * `bin/lumbung migrate slims DUMP`, `bin/lumbung migrate inlislite DUMP`: exit code 0 when every row was accounted for (also the refused ones, which
 * the report names). Ctrl-C stops it behind its batch; the same command goes on.
 */
const commandOf = (system: OldSystem, way: Way): Command => ({
  ...way,
  async run(args, console) {
    const { locale, out, say } = console;
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean' },
        library: { type: 'string' },
        report: { type: 'string' },
        images: { type: 'string' },
        files: { type: 'string' },
        'open-fines': { type: 'boolean' },
      },
    });
    const path = resolve(needed(positionals[0], 'DUMP', locale));
    if (positionals.length > 1) throw new UsageError(m.slims_cli_one_dump({}, { locale }));
    const images = values.images ?? values.files;
    if (system === 'slims' && values['open-fines']) throw new UsageError(m.slims_cli_other_option({}, { locale }));
    const reportPath =
      values.report === undefined ? freeName(join(process.cwd(), `pindah-${system}.csv`)) : resolve(values.report);
    return withServices(locale, async (ctx, { storage, secrets }) => {
      const stopping = new AbortController();
      const stop = (): void => stopping.abort();
      process.once('SIGINT', stop);
      const file = reportFile(reportPath, locale);
      let toldAt = 0;
      try {
        const files = images === undefined ? undefined : resolve(images);
        const input = { path, files, library: values.library, dryRun: values['dry-run'] ?? false };
        const fines = values['open-fines'] ? 'open' : 'settled';
        let runId: number | null = null;
        const watching: Watching = {
          signal: stopping.signal,
          onBegun: async (library) => {
            runId = await beginByCommand(ctx, { system, libraryId: library.id, fines, path, files });
            return runId;
          },
          onSaid: (said) => file.add(said),
          onProgress: (table, rows, of) => {
            if (performance.now() - toldAt < PROGRESS_MS) return;
            toldAt = performance.now();
            say(
              m.slims_cli_progress(
                { table, rows: formatNumber(rows, locale), of: formatNumber(of, locale) },
                { locale },
              ),
            );
          },
        };
        const report =
          system === 'slims'
            ? await migrateSlims(ctx, storage, input, watching)
            : await migrateInlislite(ctx, { secrets, storage, fines }, input, watching);
        if (runId !== null) await endByCommand(ctx, runId, report);
        print(report, console);
        if (system === 'inlislite') out(m.inlislite_report_made_dumps({}, { locale }));
        if (file.end()) out(m.slims_cli_report({ path: reportPath }, { locale }));
        if (isBalanced(report)) return 0;
        say(m.slims_cli_unbalanced({}, { locale }));
        return 1;
      } catch (error) {
        file.end();
        if (!stopping.signal.aborted) throw error;
        say(m.slims_cli_stopped({}, { locale }));
        return 1;
      } finally {
        process.removeListener('SIGINT', stop);
      }
    });
  },
});

export const migrateSlimsCommand = commandOf('slims', {
  usage:
    'migrate slims DUMP.sql|.sql.gz|.tar.gz|.zip [--images FOLDER|.zip|.tar.gz] [--dry-run] [--library CODE] [--report FILE.csv]',
  summary: (locale) => m.slims_cli_summary({}, { locale }),
});

export const migrateInlisliteCommand = commandOf('inlislite', {
  usage:
    'migrate inlislite DUMP.sql|.sql.gz|.tar.gz|.zip [--images FOLDER|.zip|.tar.gz] [--open-fines] [--dry-run] [--library CODE] [--report FILE.csv]',
  summary: (locale) => m.inlislite_cli_summary({}, { locale }),
});
