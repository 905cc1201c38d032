import { parseArgs } from 'node:util';
import { createAccount } from '#modules/ground/identity';
import { listLibraries } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { needed, UsageError, type Command } from './command.ts';
import { withServices } from './open-services.ts';

export const accountCreate: Command = {
  usage: 'account create --user NAME --full-name TEXT [--role CODE] [--library CODE] [--email ADDRESS]',
  summary: (locale) => m.cli_account_create_summary({}, { locale }),
  async run(args, { locale, say, readSecret }) {
    const { values } = parseArgs({
      args,
      options: {
        user: { type: 'string' },
        'full-name': { type: 'string' },
        role: { type: 'string' },
        library: { type: 'string' },
        email: { type: 'string' },
      },
    });
    const username = needed(values.user, '--user', locale);
    const fullName = needed(values['full-name'], '--full-name', locale);
    const password = await readSecret(m.cli_ask_password({}, { locale }));
    if (!password) throw new UsageError(m.cli_no_password({}, { locale }));
    const { role, library: code, email } = values;
    await withServices(locale, async (ctx) => {
      const library =
        code === undefined ? null : (await listLibraries(ctx)).find((one) => one.code === code.toUpperCase());
      if (library === undefined) throw new UsageError(m.cli_library_unknown({ code: code ?? '' }, { locale }));
      const libraryId = library?.id ?? null;
      await createAccount(ctx, {
        username,
        fullName,
        email: email ?? null,
        password,
        homeLibraryId: libraryId,
        grants: role === undefined ? [] : [{ role, libraryId }],
      });
    });
    say(m.cli_account_created({ username }, { locale }));
    return 0;
  },
};
