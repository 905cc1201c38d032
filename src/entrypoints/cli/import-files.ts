import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { cancelImport, exportReport, getImport, startImport, type StartInput } from '#modules/collection/imports';
import { runImport } from '#modules/collection/imports/jobs';
import {
  CODE_KINDS,
  OVERLAYS,
  QUOTES,
  rolesOf,
  SEPARATORS,
  type CodeMeaning,
  type FileRole,
  type ImportKind,
  type ImportRunView,
} from '#modules/collection/imports/client';
import { formatNumber } from '#shared/money';
import type { Ctx, Locale } from '#platform/context';
import type { Services } from '#platform/services';
import { m } from '#i18n/messages';
import { UsageError, type Command, type Console } from './command.ts';
import { withServices } from './open-services.ts';

const PROGRESS_MS = 500;
const SIGNS: Readonly<Record<string, (typeof SEPARATORS)[number]>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '\\t': 'tab',
  '|': 'pipe',
};

interface GivenFile {
  role: FileRole;
  name: string;
  key: null;
  bytes: number;
  path: string;
}

function chosen<T extends string>(value: string | undefined, option: string, choices: readonly T[], locale: Locale) {
  const found = choices.find((choice) => choice === value);
  if (value !== undefined && found === undefined) {
    throw new UsageError(m.imports_cli_choice({ option, choices: choices.join(', ') }, { locale }));
  }
  return found;
}

/** `library:PST=KOTA`: what a code of another system means here. */
function meaning(text: string, locale: Locale): CodeMeaning {
  const [, named, code, means] = /^(\w+):([^=]*)=(.+)$/.exec(text) ?? [];
  const kind = CODE_KINDS.find((one) => one === named);
  if (kind && code !== undefined && means !== undefined) return { kind, code, means };
  throw new UsageError(
    m.imports_cli_choice(
      { option: '--map', choices: 'library:PST=KOTA, item_type:BK=umum, category:ST=pelajar' },
      { locale },
    ),
  );
}

function readArgs(
  kind: ImportKind,
  args: string[],
  locale: Locale,
): { input: StartInput; paths: [FileRole, string][]; report: string | null } {
  const hasRoles = rolesOf(kind)[0] !== 'main';
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: !hasRoles,
    options: {
      'dry-run': { type: 'boolean' },
      overlay: { type: 'string' },
      library: { type: 'string' },
      separator: { type: 'string' },
      quote: { type: 'string' },
      biblio: { type: 'string' },
      items: { type: 'string' },
      members: { type: 'string' },
      report: { type: 'string' },
      map: { type: 'string', multiple: true },
    },
  });
  const paths = rolesOf(kind).flatMap((role): [FileRole, string][] => {
    const path = role === 'main' ? positionals[0] : values[role];
    return path === undefined ? [] : [[role, path]];
  });
  if (paths.length === 0) throw new UsageError(m.imports_cli_file_needed({}, { locale }));
  const separator = values.separator === undefined ? undefined : (SIGNS[values.separator] ?? values.separator);
  return {
    paths,
    report: values.report === undefined ? null : resolve(values.report),
    input: {
      kind,
      dryRun: values['dry-run'] ?? false,
      overlay: chosen(values.overlay, '--overlay', OVERLAYS, locale),
      library: values.library,
      separator: chosen(separator, '--separator', SEPARATORS, locale),
      quote: chosen(values.quote, '--quote', QUOTES, locale),
      codes: values.map?.map((text) => meaning(text, locale)),
    },
  };
}

async function lookAt(paths: readonly [FileRole, string][], locale: Locale): Promise<GivenFile[]> {
  return Promise.all(
    paths.map(async ([role, given]) => {
      const path = resolve(given);
      const found = await stat(path).catch(() => null);
      if (!found?.isFile()) throw new UsageError(m.imports_cli_no_file({ path: given }, { locale }));
      return { role, name: basename(path), key: null, bytes: found.size, path };
    }),
  );
}

/** Works the run off in this process; Ctrl-C asks it to stop behind its batch. */
async function work(ctx: Ctx, services: Services, id: number, files: readonly GivenFile[], say: Console['say']) {
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  const stop = (): void => void cancelImport(ctx, id).catch(() => undefined);
  process.once('SIGINT', stop);
  let toldAt = 0;
  try {
    await runImport(services, id, {
      signal: new AbortController().signal,
      paths: files.map((file) => file.path),
      onProgress: ({ read, doneBytes }) => {
        if (performance.now() - toldAt < PROGRESS_MS) return;
        toldAt = performance.now();
        const percent = total === 0 ? 100 : Math.min(100, Math.floor((100 * doneBytes) / total));
        say(m.imports_cli_progress({ read: formatNumber(read, ctx.locale), percent }, { locale: ctx.locale }));
      },
    });
  } finally {
    process.removeListener('SIGINT', stop);
  }
}

function summary(run: ImportRunView, locale: Locale): string {
  const number = (count: number): string => formatNumber(count, locale);
  return m.imports_cli_summary(
    {
      read: number(run.readCount),
      created: number(run.createdCount),
      updated: number(run.updatedCount),
      skipped: number(run.skippedCount),
      failed: number(run.failedCount),
      items: number(run.itemCount),
      members: number(run.memberCount),
      warnings: number(run.warningCount),
    },
    { locale },
  );
}

/**
 * `bin/lumbung import …`: exit code 0 when everything was read and taken or known, 1 when something was refused. The report is written to
 * the file named by `--report`; without it, only when rows were refused, to `impor-<number>.csv` where the command was called.
 */
export const importCommand = (kind: ImportKind, usage: string, about: Command['summary']): Command => ({
  usage,
  summary: about,
  async run(args, { locale, out, say }) {
    const { input, paths, report } = readArgs(kind, args, locale);
    const files = await lookAt(paths, locale);
    return withServices(locale, async (ctx, services) => {
      const id = await startImport(
        ctx,
        input,
        files.map(({ path: _, ...file }) => file),
        null,
      );
      await work(ctx, services, id, files, say);
      const run = await getImport(ctx, id);
      if (run.error !== null) say(run.error);
      out(summary(run, locale));
      if (run.dryRun) out(m.imports_cli_trial({}, { locale }));
      if (run.status === 'cancelled') out(m.imports_cli_cancelled({}, { locale }));
      const path = report ?? (run.failedCount > 0 ? join(process.cwd(), `impor-${id}.csv`) : null);
      if (path !== null) {
        await pipeline(
          Readable.from(exportReport(ctx, id, 'all', services.config.publicUrlSet ? services.config.publicUrl : '')),
          createWriteStream(path, { mode: 0o600 }),
        );
        out(m.imports_cli_report({ path }, { locale }));
      }
      return run.status === 'done' && run.failedCount === 0 ? 0 : 1;
    });
  },
});
