import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuiltinRoles } from '#modules/ground/identity';
import { migrate } from '#platform/database/migrate';
import { m } from '#i18n/messages';
import type { Command } from './command.ts';
import { withServices } from './open-services.ts';

export const migrateDatabase: Command = {
  usage: 'migrate',
  summary: (locale) => m.cli_migrate_summary({}, { locale }),
  async run(args, { locale, say }) {
    parseArgs({ args, options: {} });
    await withServices(locale, async (ctx, services) => {
      // a server that runs already has done this for its own release; for a newer checkout beside it there is more to do
      for (const name of await migrate(ctx.db, join(services.config.root, 'db/migrations'))) say(name);
      await ensureBuiltinRoles(ctx.db, services);
    });
    say(m.cli_migrate_done({}, { locale }));
    return 0;
  },
};
