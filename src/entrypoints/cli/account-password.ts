import { parseArgs } from 'node:util';
import { listAccounts, setPassword } from '#modules/ground/identity';
import { m } from '#i18n/messages';
import { needed, UsageError, type Command } from './command.ts';
import { withServices } from './open-services.ts';

export const accountPassword: Command = {
  usage: 'account password --user NAME',
  summary: (locale) => m.cli_account_password_summary({}, { locale }),
  async run(args, { locale, say, readSecret }) {
    const { values } = parseArgs({ args, options: { user: { type: 'string' } } });
    const username = needed(values.user, '--user', locale).toLowerCase();
    const password = await readSecret(m.cli_ask_password({}, { locale }));
    if (!password) throw new UsageError(m.cli_no_password({}, { locale }));
    await withServices(locale, async (ctx) => {
      const found = (await listAccounts(ctx, { q: username, limit: 200 })).find((one) => one.username === username);
      if (!found) throw new UsageError(m.cli_account_unknown({ username }, { locale }));
      await setPassword(ctx, { accountId: found.id, password });
    });
    say(m.cli_account_password_done({ username }, { locale }));
    return 0;
  },
};
