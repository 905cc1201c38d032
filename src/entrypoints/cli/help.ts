import { m } from '#i18n/messages';
import type { Command } from './command.ts';

/** @param commands the table of all commands, which this one is part of */
export const help = (commands: () => readonly Command[]): Command => ({
  usage: 'help',
  summary: (locale) => m.cli_help_summary({}, { locale }),
  async run(_args, { locale, out }) {
    out(m.cli_title({}, { locale }));
    out('');
    for (const command of commands()) {
      out(`  bin/lumbung ${command.usage}`);
      out(`      ${command.summary(locale)}`);
    }
    out('');
    out(m.cli_works_while_running({}, { locale }));
    return Promise.resolve(0);
  },
});
