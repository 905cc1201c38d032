import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Secrets } from '#platform/rights/secrets';
import type { ServerAnswer } from '#platform/sending/server-answer';
import { countSoft, insertBounce, lockAddress, markStopped } from '../data/bounces.queries.ts';
import { detailOf, SOFT_LIMIT, type BounceKind } from '../rules/judge-failure.ts';
import type { LetterWays, SentLetter } from './letter-ways.ts';

const PURPOSE = 'mail-bounce';
const DAY_MS = 86_400_000;

/** What came back of a letter. */
export interface CameBack {
  kind: BounceKind;
  status: string;
  diagnostic: string;
}

/** Whether what came back ends letters to that address; asked while its address is held. */
async function isEnd(trx: Tx, ctx: Ctx, keys: readonly Buffer[], kind: BounceKind): Promise<boolean> {
  if (kind !== 'soft') return kind !== 'blocked';
  const since = new Date(ctx.clock.now().getTime() - SOFT_LIMIT.days * DAY_MS);
  return (await countSoft(trx, keys, since)) >= SOFT_LIMIT.times;
}

async function trace(
  trx: Tx,
  ctx: Ctx,
  entityId: number,
  after: { kind: BounceKind; status: string; stopped: boolean },
): Promise<void> {
  await recordAudit(trx, ctx, { action: 'mail_bounce.noted', entity: 'mail_bounce', entityId, libraryId: null, after });
}

/**
 * Writes down what came back of a letter, and stops its address where that ends letters to it. Of one letter each kind counts once, however often
 * it is reported; reports about one address wait for each other.
 * @returns false: it was noted before
 */
export async function noteBounce(
  ctx: Ctx,
  secrets: Secrets,
  { stopAddress }: Pick<LetterWays, 'stopAddress'>,
  { mailingId, deliveryId, email }: SentLetter,
  { kind, status, diagnostic }: CameBack,
): Promise<boolean> {
  const addressKey = secrets.mac(PURPOSE, email);
  const detail = detailOf(diagnostic);
  return ctx.db.transaction().execute(async (trx) => {
    await lockAddress(trx, addressKey);
    const id = await insertBounce(trx, {
      ...{ mailingId, deliveryId, kind, status, detail, addressKey },
      notedAt: ctx.clock.now(),
    });
    if (id === null) return false;
    const ends = await isEnd(trx, ctx, secrets.macs(PURPOSE, email), kind);
    const why = kind === 'complaint' ? 'complained' : 'bounced';
    const stopped = ends && (await stopAddress(trx, { ...ctx, db: trx }, { email, why, detail }));
    if (stopped) await markStopped(trx, id);
    await trace(trx, ctx, id, { kind, status, stopped });
    return true;
  });
}

/**
 * Stops the address of a letter that a mail server refused for good, and writes that down as a bounce: once, however many letters to it are refused at the
 * same moment. In the transaction of whoever sent the letter.
 * @returns false: the address had been stopped before, or wants no letters
 */
export async function noteRefusal(
  trx: Tx,
  ctx: Ctx,
  secrets: Secrets,
  { stopAddress }: Pick<LetterWays, 'stopAddress'>,
  { mailingId, deliveryId, email }: SentLetter,
  { status, said }: Pick<ServerAnswer, 'status' | 'said'>,
): Promise<boolean> {
  const addressKey = secrets.mac(PURPOSE, email);
  const detail = detailOf(said);
  await lockAddress(trx, addressKey);
  if (!(await stopAddress(trx, { ...ctx, db: trx }, { email, why: 'bounced', detail }))) return false;
  const id = await insertBounce(trx, {
    ...{ mailingId, deliveryId, kind: 'hard', status, detail, addressKey },
    notedAt: ctx.clock.now(),
  });
  // a report of the same letter came before, and its reader has confirmed anew since
  if (id === null) return true;
  await markStopped(trx, id);
  await trace(trx, ctx, id, { kind: 'hard', status, stopped: true });
  return true;
}
