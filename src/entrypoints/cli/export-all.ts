import { createWriteStream, existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { exportRecords } from '#modules/collection/catalog/jobs';
import { recordAudit } from '#modules/ground/audit';
import { backupErrors } from '#platform/backup/errors';
import { writeBackup, type BackupMade } from '#platform/backup/write-backup';
import type { Ctx } from '#platform/context';
import { releaseOf } from '#platform/release';
import type { Services } from '#platform/services';
import { m } from '#i18n/messages';
import type { Command } from './command.ts';
import { withServices } from './open-services.ts';

/** What an export has beside the tables, for people: it is written beside the target, for nobody knows how large the catalogue is. */
async function writeAll(ctx: Ctx, { address, config }: Services, target: string): Promise<BackupMade> {
  if (existsSync(target)) throw backupErrors.fileExists({ file: target });
  const drafts = await mkdtemp(join(dirname(target), '.ekspor-'));
  try {
    const [catalog, readMe] = [join(drafts, 'catalog.marcxml'), join(drafts, 'README.txt')];
    const { body } = await exportRecords(ctx, { format: 'marcxml', filter: { includeHidden: true } });
    await pipeline(Readable.from(body), createWriteStream(catalog, { mode: 0o600 }));
    const words = (['id', 'en'] as const).map((locale) => m.cli_export_read_me({}, { locale }));
    await writeFile(readMe, `${words.join('\n\n')}\n`);
    const files = [
      { name: 'README.txt', path: readMe },
      { name: 'catalog.marcxml', path: catalog },
    ];
    const { filesDir } = config;
    const source = { address, filesDir, release: releaseOf(config), now: ctx.clock.now(), keys: null };
    return await writeBackup({ ...source, open: { files } }, target);
  } finally {
    await rm(drafts, { recursive: true, force: true });
  }
}

export const exportAll: Command = {
  usage: 'export all [FILE]',
  summary: (locale) => m.cli_export_summary({}, { locale }),
  async run(args, { locale, out, say }) {
    const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
    await withServices(locale, async (ctx, services) => {
      const stamp = ctx.clock.now().toISOString().slice(0, 10);
      const file = resolve(positionals[0] ?? `lumbung-semua-${stamp}.tar.gz`);
      const made = await writeAll(ctx, services, file);
      const { tables, rows, files } = made;
      await ctx.db.transaction().execute(async (trx) =>
        recordAudit(trx, ctx, {
          action: 'everything.exported',
          entity: 'export',
          entityId: 'all',
          after: { tables, rows, files },
        }),
      );
      say(m.cli_export_done({ tables, rows, files, size: (made.sizeBytes / 1_000_000).toFixed(1) }, { locale }));
      out(file);
    });
    return 0;
  },
};
