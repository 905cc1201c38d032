import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { backupErrors } from '#platform/backup/errors';
import { makeKeyPair } from '#platform/backup/seal';
import { m } from '#i18n/messages';
import { needed, type Command } from './command.ts';

export const keysBackup: Command = {
  usage: 'keys backup KEYFILE',
  summary: (locale) => m.cli_keys_backup_summary({}, { locale }),
  async run(args, { locale, out, say }) {
    const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
    const file = resolve(needed(positionals[0], 'KEYFILE', locale));
    const { identity, recipient } = await makeKeyPair();
    try {
      // never over another key: what it sealed could not be opened any more
      writeFileSync(file, `# ${recipient}\n${identity}\n`, { mode: 0o600, flag: 'wx', flush: true });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw backupErrors.fileExists({ file });
      throw error;
    }
    say(m.cli_keys_backup_done({ file }, { locale }));
    out(recipient);
    return 0;
  },
};
