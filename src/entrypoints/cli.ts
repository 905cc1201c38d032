import type { Locale } from '#platform/context';
import { AppError } from '#platform/errors';
import { DataDirInUse } from '#platform/database/lock';
import { explainError, explainFields } from '#platform/requests/problem';
import { StartTrouble } from '#platform/start-trouble';
import { m } from '#i18n/messages';
import { accountCreate } from './cli/account-create.ts';
import { accountPassword } from './cli/account-password.ts';
import { UsageError, type Command, type Console } from './cli/command.ts';
import { backup } from './cli/backup.ts';
import { exportAll } from './cli/export-all.ts';
import { restore } from './cli/restore.ts';
import { help } from './cli/help.ts';
import { importCommands } from './cli/imports.ts';
import { keysBackup } from './cli/keys-backup.ts';
import { keysRotate } from './cli/keys-rotate.ts';
import { migrateDatabase } from './cli/migrate.ts';
import { migrateInlisliteCommand, migrateSlimsCommand } from './cli/migrate-library.ts';
import { readSecret } from './cli/read-secret.ts';
import { tokenCreate } from './cli/token-create.ts';
import { verifyBackup } from './cli/verify-backup.ts';
import { worker } from './cli/worker.ts';
import { explainStart } from './explain-start.ts';

/** Every command by its words. */
const commands: Readonly<Record<string, Command>> = {
  help: help(() => Object.values(commands)),
  'token create': tokenCreate,
  'account create': accountCreate,
  'account password': accountPassword,
  ...importCommands,
  migrate: migrateDatabase,
  'migrate slims': migrateSlimsCommand,
  'migrate inlislite': migrateInlisliteCommand,
  worker,
  backup,
  'verify-backup': verifyBackup,
  restore,
  'export all': exportAll,
  'keys backup': keysBackup,
  'keys rotate': keysRotate,
};

/** English for an English machine, Indonesian otherwise. */
function localeOf(env: NodeJS.ProcessEnv): Locale {
  const language = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return language.startsWith('en') ? 'en' : 'id';
}

function find(words: string[]): { command: Command | undefined; args: string[] } {
  const two = words.slice(0, 2).join(' ');
  if (commands[two]) return { command: commands[two], args: words.slice(2) };
  const [one = 'help', ...args] = words;
  return { command: commands[/^(--help|-h)$/.test(one) ? 'help' : one], args };
}

/** What went wrong, as sentences; null for a bug. */
function explain(error: unknown, command: Command, locale: Locale): string[] | null {
  if (error instanceof AppError) {
    const fields = Object.entries(explainFields(error, locale));
    return [
      explainError(error, locale),
      ...fields.map(([field, reason]) => `  ${m.cli_field({ field, reason }, { locale })}`),
    ];
  }
  if (error instanceof DataDirInUse) return [m.cli_data_busy({}, { locale })];
  if (error instanceof StartTrouble) return [error.message];
  if (!(error instanceof Error)) return null;
  const code = 'code' in error ? String(error.code) : '';
  if (error instanceof UsageError || code.startsWith('ERR_PARSE_ARGS')) {
    const word = /'([^']+)'/.exec(error.message)?.[1] ?? '';
    const reason = error instanceof UsageError ? error.message : m.cli_bad_option({ word }, { locale });
    return [m.cli_bad_usage({ reason, usage: command.usage }, { locale })];
  }
  if (code === 'EACCES' || code === 'EPERM') {
    const path = 'path' in error ? String(error.path) : 'address' in error ? String(error.address) : 'DATA_DIR';
    return [m.cli_no_access({ path }, { locale })];
  }
  // the database cannot be reached, the disk is full
  const sentence = explainStart(error, null);
  return sentence === null ? null : [sentence];
}

async function main(): Promise<number> {
  const words = process.argv.slice(2);
  const locale = localeOf(process.env);
  const console: Console = {
    locale,
    out: (line) => void process.stdout.write(`${line}\n`),
    say: (line) => void process.stderr.write(`${line}\n`),
    readSecret,
  };
  const { command, args } = find(words);
  if (!command) {
    console.say(m.cli_unknown_command({ name: words.slice(0, 2).join(' ') }, { locale }));
    return 2;
  }
  try {
    return await command.run(args, console);
  } catch (error) {
    const lines = explain(error, command, locale);
    if (!lines) throw error;
    for (const line of lines) console.say(line);
    return error instanceof AppError || error instanceof DataDirInUse ? 1 : 2;
  }
}

process.exitCode = await main();
