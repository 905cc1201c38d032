import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkArchive } from '#platform/backup/read-archive';
import { m } from '#i18n/messages';
import { needed, type Command } from './command.ts';
import { keyFor } from './seal-key.ts';
import { sayChecked } from './restore.ts';

export const verifyBackup: Command = {
  usage: 'verify-backup FILE [--identity KEYFILE]',
  summary: (locale) => m.cli_verify_backup_summary({}, { locale }),
  async run(args, { locale, say, readSecret }) {
    const { values, positionals } = parseArgs({
      args,
      options: { identity: { type: 'string' } },
      allowPositionals: true,
    });
    const file = resolve(needed(positionals[0], 'FILE', locale));
    sayChecked(await checkArchive(file, await keyFor(file, values.identity, { locale, readSecret })), { locale, say });
    return 0;
  },
};
