import { parseArgs } from 'node:util';
import { ensureBuiltinRoles } from '#modules/ground/identity';
import { openDb, poolConfig } from '#platform/database/db';
import { m } from '#i18n/messages';
import { upgradeDatabase } from '../upgrade.ts';
import type { Command } from './command.ts';
import { withServices } from './open-services.ts';

export const migrateDatabase: Command = {
  usage: 'migrate',
  summary: (locale) => m.cli_migrate_summary({}, { locale }),
  async run(args, { locale, say }) {
    parseArgs({ args, options: {} });
    await withServices(locale, async (ctx, services) => {
      // a server that runs already has done this for its own release; for a newer checkout beside it there is more to do
      const { address, config } = services;
      const { db } = openDb(poolConfig(address, 2, null));
      try {
        for (const name of await upgradeDatabase({ db, address }, config, ctx.clock.now(), { say })) say(name);
      } finally {
        await db.destroy();
      }
      await ensureBuiltinRoles(ctx.db, services);
    });
    say(m.cli_migrate_done({}, { locale }));
    return 0;
  },
};
