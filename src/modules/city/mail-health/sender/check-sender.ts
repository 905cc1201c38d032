import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { countAttempt } from '#platform/requests/rate-limit';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Services } from '#platform/services';
import { replaceChecks } from '../data/checks.queries.ts';
import { lockKeys, markReplaced, markShown, selectKeys } from '../data/keys.queries.ts';
import { mailHealthErrors } from '../errors.ts';
import { isShownStill } from '../rules/key-life.ts';
import { senderAddress } from '../rules/sender-address.ts';
import { serverTerm } from '../rules/spf.ts';
import { askRecords, type Checked } from './ask-records.ts';
import type { AskTxt } from './ask-txt.ts';
import { keyName } from './dkim-of.ts';

/** What asking needs. */
export interface CheckNeeds {
  config: Pick<Services['config'], 'mailFrom' | 'smtpUrl'>;
  ask: AskTxt;
}

/** Of everybody together: whoever has published something asks again after minutes, not after seconds. */
const CHECKS = { limit: 10, windowSeconds: 3600 };

/** A key that the name service shows signs from now on, in the place of the one before it. */
async function useShown(trx: Tx, ctx: Ctx, domain: string, checked: readonly Checked[]): Promise<void> {
  const keys = await lockKeys(trx, domain);
  const shown = checked.filter(({ record, state }) => record === 'dkim' && state === 'present').map(({ name }) => name);
  const fresh = keys.find((key) => key.shownAt === null && key.replacedAt === null && shown.includes(keyName(key)));
  if (fresh === undefined) return;
  const now = ctx.clock.now();
  const before = keys.find(({ shownAt, replacedAt }) => shownAt !== null && replacedAt === null);
  if (before !== undefined) await markReplaced(trx, before.id, now);
  await markShown(trx, fresh.id, now);
  const used = { action: 'mail_key.used', entity: 'mail_key', entityId: fresh.id, libraryId: null };
  await recordAudit(trx, ctx, { ...used, after: { domain, selector: fresh.selector } });
}

/** Asks the name service what stands there for our mails, and keeps what it answers with its time; nothing for an address that is no one's outside. */
export async function checkRecords(ctx: Ctx, { config, ask }: CheckNeeds): Promise<void> {
  const { domain } = senderAddress(config.mailFrom);
  if (domain === null) return;
  const now = ctx.clock.now();
  const keys = (await selectKeys(ctx.db, domain)).filter((key) => isShownStill(key, now));
  const checked = await askRecords(ask, {
    domain,
    server: serverTerm(config.smtpUrl),
    keys: keys.map((key) => ({ name: keyName(key), publicKey: key.publicKey })),
  });
  await ctx.db.transaction().execute(async (trx) => {
    await useShown(trx, ctx, domain, checked);
    const rows = checked.map((one) => ({ ...one, found: [...one.found], checkedAt: now }));
    await replaceChecks(trx, domain, rows);
  });
}

/**
 * The same at once, as somebody wishes. Needs `news.send` at any library. Throws `mail_health.no_domain`, and `platform.too_many_requests` where it was asked often
 * already.
 */
export async function checkSender(ctx: Ctx, needs: CheckNeeds): Promise<void> {
  authorizeAnywhere(ctx, 'news.send');
  if (senderAddress(needs.config.mailFrom).domain === null) throw mailHealthErrors.noDomain();
  await countAttempt(ctx, 'mail-health-check', CHECKS);
  await checkRecords(ctx, needs);
}
