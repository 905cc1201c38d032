import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { recordAudit } from '#modules/ground/audit';
import { networkZone } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import type { Services } from '#platform/services';
import { authorize } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import { insertKey, selectKeys } from '../data/keys.queries.ts';
import { mailHealthErrors } from '../errors.ts';
import { senderAddress } from '../rules/sender-address.ts';
import { sealKey } from './seal-key.ts';

const pair = promisify(generateKeyPair);
/** RFC 8301: what receivers take, and what fits a record of the name service. */
const BITS = 2048;

/**
 * Makes a key by which mails will be signed once the name service shows its public half; until then the one before it signs. Needs `news.send` for the network.
 * Throws `mail_health.no_domain`, and `mail_health.key_waits` where one waits for that already. @returns its selector
 */
export async function makeMailKey(
  ctx: Ctx,
  { config, secrets }: Pick<Services, 'config' | 'secrets'>,
): Promise<string> {
  authorize(ctx, 'news.send', null);
  const { domain } = senderAddress(config.mailFrom);
  if (domain === null) throw mailHealthErrors.noDomain();
  const known = await selectKeys(ctx.db, domain);
  if (known.some(({ shownAt, replacedAt }) => shownAt === null && replacedAt === null))
    throw mailHealthErrors.keyWaits();
  const now = ctx.clock.now();
  const month = localDate(now, await networkZone(ctx.db))
    .slice(0, 7)
    .replace('-', '');
  const selector = `lumbung-${month}-${(known[0]?.id ?? 0) + 1}`;
  const { publicKey, privateKey } = await pair('rsa', {
    modulusLength: BITS,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return ctx.db.transaction().execute(async (trx) => {
    const id = await insertKey(trx, {
      ...{ domain, selector, publicKey: publicKey.toString('base64') },
      sealedKey: sealKey(secrets, { domain, selector }, privateKey),
      ...{ madeAt: now, madeBy: actorName(ctx.actor) },
    });
    if (id === null) throw mailHealthErrors.keyWaits();
    const made = { action: 'mail_key.made', entity: 'mail_key', entityId: id, libraryId: null };
    await recordAudit(trx, ctx, { ...made, after: { domain, selector } });
    return selector;
  });
}
