import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { recordAudit } from '#modules/ground/audit';
import { settleRestored, STOP_WHILE_RESTORED } from '#modules/ground/backups';
import { checkArchive, type CheckedArchive } from '#platform/backup/read-archive';
import { replaceLibrary } from '#platform/backup/replace-library';
import { keysFor, restoreBackup } from '#platform/backup/restore-backup';
import { writeRestorePoint } from '#platform/backup/restore-point';
import type { Config } from '#platform/config';
import type { DbAddress } from '#platform/database/db';
import { forgetKeys } from '#platform/database/key-check';
import { releaseOf } from '#platform/release';
import { m } from '#i18n/messages';
import { needed, type Command, type Console } from './command.ts';
import { withDatabase, withServices } from './open-services.ts';
import { keyFor } from './seal-key.ts';

/** @returns the keys to write, or null where those of the place stay */
async function keysOf(config: Config, file: string, { key }: CheckedArchive, lost: boolean): Promise<Buffer | null> {
  if (config.secretKeys !== null || lost) return null;
  const path = join(config.dataDir, 'secrets.json');
  return keysFor(file, key, existsSync(path) ? readFileSync(path) : null);
}

const rowsIn = ({ manifest }: CheckedArchive): number =>
  Object.values(manifest.rows).reduce((sum, count) => sum + count, 0);

/** The way back from what takes the place of a library; null where there is none yet. */
const pointOf = async (config: Config, address: DbAddress) =>
  writeRestorePoint(
    { address, dataDir: config.dataDir, release: releaseOf(config), now: new Date() },
    'sebelum-diganti',
  );

/** Says of a backup that it is whole, and when it was made. */
export function sayChecked(checked: CheckedArchive, { locale, say }: Pick<Console, 'locale' | 'say'>): void {
  const { madeAt, release } = checked.header;
  say(m.cli_restore_checked({ madeAt, release, rows: rowsIn(checked) }, { locale }));
  if (checked.header.rowsAlone) say(m.cli_restore_rows_alone({}, { locale }));
}

export const restore: Command = {
  usage: 'restore FILE [--identity KEYFILE] [--check] [--replace] [--keys-lost]',
  summary: (locale) => m.cli_restore_summary({}, { locale }),
  async run(args, { locale, say, readSecret }) {
    const { values, positionals } = parseArgs({
      args,
      options: {
        check: { type: 'boolean', default: false },
        identity: { type: 'string' },
        'keys-lost': { type: 'boolean', default: false },
        replace: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    const file = resolve(needed(positionals[0], 'FILE', locale));
    const checked = await checkArchive(file, await keyFor(file, values.identity, { locale, readSecret }));
    sayChecked(checked, { locale, say });
    if (values.check) return 0;
    await withDatabase({ alone: true }, async (config, address) => {
      const keys = await keysOf(config, file, checked, values['keys-lost']);
      const place = {
        address,
        filesDir: config.filesDir,
        migrationsDir: join(config.root, 'db/migrations'),
        settle: async (query: (text: string) => Promise<void>) => query(STOP_WHILE_RESTORED),
      };
      const point = values.replace ? await pointOf(config, address) : null;
      if (point === null) await restoreBackup(file, checked, place);
      else {
        say(m.cli_restore_point({ file: point.path }, { locale }));
        await replaceLibrary(file, checked, { ...place, dataDir: config.databaseUrl === null ? config.dataDir : null });
      }
      if (values['keys-lost']) await forgetKeys(address);
      if (keys) writeFileSync(join(config.dataDir, 'secrets.json'), keys, { mode: 0o600, flush: true });
    });
    // the first start upgrades what an earlier release wrote
    const stopped = await withServices(locale, async (ctx) =>
      ctx.db.transaction().execute(async (trx) => {
        await recordAudit(trx, ctx, {
          action: 'backup.restored',
          entity: 'backup',
          entityId: checked.header.madeAt,
          after: { release: checked.header.release, rows: rowsIn(checked) },
        });
        return settleRestored(trx, ctx);
      }),
    );
    if (stopped) say(m.cli_restore_schedule_stopped({}, { locale }));
    say(m.cli_restore_done({}, { locale }));
    return 0;
  },
};
