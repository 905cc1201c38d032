import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { keyFile } from '#platform/backup/key-file';
import { noteBackup } from '#platform/backup/last-backup';
import { writeBackup } from '#platform/backup/write-backup';
import type { Locale } from '#platform/context';
import { m } from '#i18n/messages';
import { UsageError, type Command } from './command.ts';
import { withDatabase } from './open-services.ts';
import { releaseOf } from '#platform/release';
import { sealAsked } from './seal-key.ts';

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

/** Where the keys are, which decides who can read NIKs. */
function aboutKeys(keys: Uint8Array | null, sealed: boolean, locale: Locale): string {
  if (!keys) return m.cli_backup_without_keys({}, { locale });
  return sealed ? m.cli_backup_sealed_keys({}, { locale }) : m.cli_backup_with_keys({}, { locale });
}

export const backup: Command = {
  usage: 'backup [FILE] [--passphrase | --recipient age1…] [--with-keys]',
  summary: (locale) => m.cli_backup_summary({}, { locale }),
  async run(args, { locale, out, say, readSecret }) {
    const { values, positionals } = parseArgs({
      args,
      options: {
        'with-keys': { type: 'boolean', default: false },
        passphrase: { type: 'boolean', default: false },
        recipient: { type: 'string', multiple: true, default: [] },
      },
      allowPositionals: true,
    });
    if (values.passphrase && values.recipient.length > 0) throw new UsageError(m.cli_backup_one_seal({}, { locale }));
    const seal = await sealAsked(
      { recipients: values.recipient, passphrase: values.passphrase },
      { locale, readSecret },
    );
    const now = new Date();
    const stamp = now.toISOString().slice(0, 19).replaceAll(/[:T]/g, '-');
    const file = resolve(positionals[0] ?? `lumbung-${stamp}.tar.gz${seal ? '.age' : ''}`);
    const { keys, ...made } = await withDatabase({ alone: false }, async (config, address) => {
      // what is sealed takes the keys along: only who opens it reads NIKs
      const along = seal || values['with-keys'] ? keyFile(config) : null;
      const { filesDir, dataDir } = config;
      const source = { address, filesDir, release: releaseOf(config), now, keys: along, seal };
      const written = await writeBackup(source, file);
      await noteBackup(dataDir, { at: now, file });
      return { ...written, keys: along };
    });
    say(m.cli_backup_done({ ...made, size: megabytes(made.sizeBytes) }, { locale }));
    say(aboutKeys(keys, seal !== null, locale));
    out(file);
    return 0;
  },
};
