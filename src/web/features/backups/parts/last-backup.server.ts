import { lastBackup } from '#modules/ground/backups';
import type { Ctx } from '#platform/context';
import { can } from '#platform/rights/authorize';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { agoInWords, sizeInWords } from '../backup-words.server.ts';

/** When the house was backed up last, in a sentence, for whoever looks after the system; null = for nobody else. @param zone of the network */
export async function lastBackupInWords(ctx: Ctx, zone: string): Promise<string | null> {
  if (!can(ctx.actor, 'settings.manage', null)) return null;
  const { locale } = ctx;
  const last = await lastBackup(ctx);
  if (!last) return m.backups_today_none({}, { locale });
  const when = formatInstant(last.madeAt, zone, locale, 'full');
  const [ago, size] = [agoInWords(last.madeAt, ctx.clock.now()), sizeInWords(last.sizeBytes, locale)];
  return m.backups_today({ when, ago, size }, { locale });
}
