import type { Locale } from '#platform/context';
import { m } from '#i18n/messages';

/** What a command may do with the world. Answers for other programs go to `out`, everything for people to `say`. */
export interface Console {
  locale: Locale;
  /** A line on standard output. */
  out: (line: string) => void;
  /** A line on standard error. */
  say: (line: string) => void;
  /** A secret: typed unseen at a terminal, else the first line of the input. */
  readSecret: (question: string) => Promise<string>;
}

export interface Command {
  /** After `bin/lumbung`: `token create --user NAME --scopes SCOPES`. */
  usage: string;
  /** One line for the list of commands. */
  summary(locale: Locale): string;
  /** @returns the exit code: 0 done, 1 refused, 2 wrong usage */
  run(args: string[], console: Console): Promise<number>;
}

/** The command was called wrongly; the message is a sentence for people. */
export class UsageError extends Error {}

export function needed(value: string | undefined, option: string, locale: Locale): string {
  if (!value) throw new UsageError(m.cli_option_needed({ option }, { locale }));
  return value;
}
