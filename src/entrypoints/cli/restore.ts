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
import type { Ctx } from '#platform/context';
import { openDb, poolConfig, type DbAddress } from '#platform/database/db';
import { checkKeys, forgetKeys, hasFingerprints } from '#platform/database/key-check';
import { releaseOf } from '#platform/release';
import { keysFrom, loadSecrets } from '#platform/rights/secrets';
import { m } from '#i18n/messages';
import { needed, type Command, type Console } from './command.ts';
import { fromStore } from './from-store.ts';
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

/** What came back beside can be read with the keys of this place. Throws {@link StartTrouble}. */
async function requireKeys(config: Config, beside: DbAddress): Promise<void> {
  const { db } = openDb(poolConfig(beside, 1, null));
  try {
    // a backup from before the fingerprints has none
    if (await hasFingerprints(db)) await checkKeys(db, loadSecrets(config), keysFrom(config), new Date());
  } finally {
    await db.destroy();
  }
}

/** Takes a backup back where there is no library yet, or in the place of the one that is there. */
async function takeBack(
  { config, address }: { config: Config; address: DbAddress },
  { file, checked }: { file: string; checked: CheckedArchive },
  { isThere, ownKeys }: { isThere: boolean; ownKeys: boolean },
): Promise<void> {
  const place = {
    address,
    filesDir: config.filesDir,
    migrationsDir: join(config.root, 'db/migrations'),
    settle: async (query: (text: string) => Promise<void>) => query(STOP_WHILE_RESTORED),
  };
  if (!isThere) return restoreBackup(file, checked, place);
  await replaceLibrary(file, checked, {
    ...place,
    dataDir: config.databaseUrl === null ? config.dataDir : null,
    ...(ownKeys && { verify: async (beside: DbAddress) => requireKeys(config, beside) }),
  });
}

/** Says of a backup that it is whole, and when it was made. */
export function sayChecked(checked: CheckedArchive, { locale, say }: Pick<Console, 'locale' | 'say'>): void {
  const { madeAt, release } = checked.header;
  say(m.cli_restore_checked({ madeAt, release, rows: rowsIn(checked) }, { locale }));
  if (checked.header.rowsAlone) say(m.cli_restore_rows_alone({}, { locale }));
}

export const restore: Command = {
  usage:
    'restore FILE [--identity KEYFILE] [--check] [--replace] [--keys-lost] [--from-store ADDRESS [--access-key KEY] [--region REGION]]',
  summary: (locale) => m.cli_restore_summary({}, { locale }),
  async run(args, console) {
    const { locale, say, readSecret } = console;
    const { values, positionals } = parseArgs({
      args,
      options: {
        'access-key': { type: 'string' },
        check: { type: 'boolean', default: false },
        'from-store': { type: 'string' },
        identity: { type: 'string' },
        'keys-lost': { type: 'boolean', default: false },
        region: { type: 'string' },
        replace: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    const { 'from-store': address, 'access-key': accessKey, region } = values;
    const file =
      address === undefined
        ? resolve(needed(positionals[0], 'FILE', locale))
        : await fromStore({ address, accessKey, region }, positionals[0], console);
    // only what lies there was asked for
    if (file === null) return 0;
    const checked = await checkArchive(file, await keyFor(file, values.identity, { locale, readSecret }));
    sayChecked(checked, { locale, say });
    if (values.check) return 0;
    const { replace, 'keys-lost': keysLost } = values;
    await withDatabase({ alone: true }, async (config, address) => {
      const keys = await keysOf(config, file, checked, keysLost);
      const point = replace ? await pointOf(config, address) : null;
      if (point !== null) say(m.cli_restore_point({ file: point.path }, { locale }));
      await takeBack(
        { config, address },
        { file, checked },
        { isThere: point !== null, ownKeys: keys === null && !keysLost },
      );
      if (keysLost) await forgetKeys(address);
      if (keys) writeFileSync(join(config.dataDir, 'secrets.json'), keys, { mode: 0o600, flush: true });
    });
    const traced = async (ctx: Ctx): Promise<boolean> =>
      ctx.db.transaction().execute(async (trx) => {
        await recordAudit(trx, ctx, {
          action: 'backup.restored',
          entity: 'backup',
          entityId: checked.header.madeAt,
          after: { release: checked.header.release, rows: rowsIn(checked) },
        });
        return settleRestored(trx, ctx);
      });
    // this upgrades what an earlier release wrote; the file that was taken back is the way back
    const stopped = await withServices(locale, traced, { restorePoint: false });
    if (stopped) say(m.cli_restore_schedule_stopped({}, { locale }));
    say(m.cli_restore_done({}, { locale }));
    return 0;
  },
};
