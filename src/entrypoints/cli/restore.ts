import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { recordAudit } from '#modules/ground/audit';
import { checkArchive } from '#platform/backup/read-archive';
import { keysFor, restoreBackup } from '#platform/backup/restore-backup';
import type { Config } from '#platform/config';
import { forgetKeys } from '#platform/database/key-check';
import { m } from '#i18n/messages';
import { needed, type Command } from './command.ts';
import { withDatabase, withServices } from './open-services.ts';

/** @returns the keys to write, or null where those of the place stay */
async function keysOf(config: Config, file: string, lost: boolean): Promise<Buffer | null> {
  if (config.secretKeys !== null || lost) return null;
  const path = join(config.dataDir, 'secrets.json');
  return keysFor(file, existsSync(path) ? readFileSync(path) : null);
}

export const restore: Command = {
  usage: 'restore FILE.tar.gz [--check] [--keys-lost]',
  summary: (locale) => m.cli_restore_summary({}, { locale }),
  async run(args, { locale, say }) {
    const { values, positionals } = parseArgs({
      args,
      options: {
        check: { type: 'boolean', default: false },
        'keys-lost': { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    const file = resolve(needed(positionals[0], 'FILE', locale));
    const checked = await checkArchive(file);
    const { madeAt, release } = checked.header;
    const rows = Object.values(checked.manifest.rows).reduce((sum, count) => sum + count, 0);
    say(m.cli_restore_checked({ madeAt, release, rows }, { locale }));
    if (values.check) return 0;
    await withDatabase({ alone: true }, async (config, address) => {
      const keys = await keysOf(config, file, values['keys-lost']);
      await restoreBackup(file, checked, {
        address,
        filesDir: config.filesDir,
        migrationsDir: join(config.root, 'db/migrations'),
      });
      if (values['keys-lost']) await forgetKeys(address);
      if (keys) writeFileSync(join(config.dataDir, 'secrets.json'), keys, { mode: 0o600, flush: true });
    });
    // the first start upgrades what an earlier release wrote
    await withServices(locale, async (ctx) =>
      ctx.db.transaction().execute(async (trx) =>
        recordAudit(trx, ctx, {
          action: 'backup.restored',
          entity: 'backup',
          entityId: madeAt,
          after: { release, rows },
        }),
      ),
    );
    say(m.cli_restore_done({}, { locale }));
    return 0;
  },
};
