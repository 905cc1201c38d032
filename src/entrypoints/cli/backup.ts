import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { noteBackup } from '#platform/backup/last-backup';
import { writeBackup } from '#platform/backup/write-backup';
import type { Config } from '#platform/config';
import { m } from '#i18n/messages';
import type { Command } from './command.ts';
import { withDatabase } from './open-services.ts';
import { releaseOf } from './release.ts';

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

/** The file of the keys as it is, or null where the keys come from the environment. */
function keyFile(config: Config): Uint8Array | null {
  const path = join(config.dataDir, 'secrets.json');
  return config.secretKeys === null && existsSync(path) ? readFileSync(path) : null;
}

export const backup: Command = {
  usage: 'backup [FILE.tar.gz] [--with-keys]',
  summary: (locale) => m.cli_backup_summary({}, { locale }),
  async run(args, { locale, out, say }) {
    const { values, positionals } = parseArgs({
      args,
      options: { 'with-keys': { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const now = new Date();
    const stamp = now.toISOString().slice(0, 19).replaceAll(/[:T]/g, '-');
    const file = resolve(positionals[0] ?? `lumbung-${stamp}.tar.gz`);
    const made = await withDatabase({ alone: false }, async (config, address) => {
      const written = await writeBackup(
        {
          address,
          filesDir: config.filesDir,
          release: releaseOf(config),
          now,
          keys: values['with-keys'] ? keyFile(config) : null,
        },
        file,
      );
      await noteBackup(config.dataDir, { at: now, file });
      return written;
    });
    say(m.cli_backup_done({ ...made, size: megabytes(made.sizeBytes) }, { locale }));
    say(values['with-keys'] ? m.cli_backup_with_keys({}, { locale }) : m.cli_backup_without_keys({}, { locale }));
    out(file);
    return 0;
  },
};
