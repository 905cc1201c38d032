import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { MailingPace } from './client.ts';
import { lockPace, selectPace, updatePace } from './data/pace.queries.ts';
import { paceInput } from './schema.ts';

/** How fast all mailings together go, and whether the mail server is reached. Needs `news.send` somewhere. */
export async function getPace(ctx: Ctx): Promise<MailingPace> {
  authorizeAnywhere(ctx, 'news.send');
  return selectPace(ctx.db);
}

/** Sets how many mails go in a minute, of all mailings together. Needs `news.send` for the network. Throws `platform.version_conflict`. */
export async function setPace(ctx: Ctx, input: { perMinute: number; version: number }): Promise<void> {
  authorize(ctx, 'news.send', null);
  const { perMinute, version } = parseInput(paceInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await lockPace(trx);
    if (held.version !== version) throw platformErrors.versionConflict();
    if (held.perMinute === perMinute) return;
    await updatePace(trx, perMinute, version);
    await recordAudit(trx, ctx, {
      ...{ action: 'mailing.pace_set', entity: 'mailing_pace', entityId: 1, libraryId: null },
      ...{ before: { perMinute: held.perMinute }, after: { perMinute } },
    });
  });
}
