import { recordAudit } from '#modules/ground/audit';
import { networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { localDate, type LocalDate } from '#shared/dates';
import { carrierOf } from '../carry/carriers.ts';
import { Stopped } from '../carry/link.ts';
import { noteRefusal, noteTrial } from '../data/accounts.queries.ts';
import { channelErrors } from '../errors.ts';
import { linkTo, storable, withoutSecrets, type PublishNeeds } from '../publish.ts';
import type { PublishCode } from '../rules/outcome.ts';
import { managedAccount } from './view-accounts.ts';

/** What a trial came to: who we are there, or why nobody knows. */
type AccountTrial =
  | { state: 'reached'; seenAs: string; expiresOn: LocalDate | null }
  | { state: 'not_reached'; code: PublishCode; detail: string };

/**
 * Asks a channel who we are there: a harmless question, that nobody outside sees; also before the account is switched on. Where the channel
 * says until when the permission is, that day is kept. Needs `channels.manage` at its library. Throws `channels.not_found`,
 * `channels.archived`, `channels.by_hand`, `channels.incomplete`.
 */
export async function tryAccount(
  ctx: Ctx,
  needs: Omit<PublishNeeds, 'db' | 'clock'>,
  id: number,
): Promise<AccountTrial> {
  const row = await managedAccount(ctx, id);
  if (row.archivedAt !== null) throw channelErrors.archived();
  const carrier = carrierOf(row.kind);
  if (!carrier) throw channelErrors.byHand();
  const { link, secrets, complete } = linkTo({ ...needs, db: ctx.db, clock: ctx.clock }, row);
  if (!complete) throw channelErrors.incomplete();
  const trial = await (async (): Promise<AccountTrial> => {
    try {
      const { name, until } = await carrier.seenAs(link);
      const expiresOn = until === null ? null : localDate(until, await networkZone(ctx.db));
      return { state: 'reached', seenAs: storable(name).slice(0, 200), expiresOn };
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      const { code, detail } = error.outcome;
      return { state: 'not_reached', code, detail: withoutSecrets(detail, secrets) };
    }
  })();
  await ctx.db.transaction().execute(async (trx) => {
    const at = ctx.clock.now();
    if (trial.state === 'reached') await noteTrial(trx, id, { at, ...trial });
    else if (trial.code === 'permission_ended') await noteRefusal(trx, id, at);
    await recordAudit(trx, ctx, {
      ...{ action: 'channel_account.tried', entity: 'channel_account', entityId: id, libraryId: row.libraryId },
      after: trial.state === 'reached' ? { seenAs: trial.seenAs } : { code: trial.code },
    });
  });
  return trial;
}
