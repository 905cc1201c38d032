import type { Ctx } from '#platform/context';
import { authorizeAnywhere, can } from '#platform/rights/authorize';
import type { Services } from '#platform/services';
import type { MailHealth, SenderKey, SenderRecord } from '../client.ts';
import { countSince, selectBlocked } from '../data/bounces.queries.ts';
import { selectChecks, type CheckRow } from '../data/checks.queries.ts';
import { selectKeys, type KeyRow } from '../data/keys.queries.ts';
import { isShownStill } from '../rules/key-life.ts';
import type { MailRecord } from '../rules/record-states.ts';
import { senderAddress } from '../rules/sender-address.ts';
import { serverTerm, spfToPublish } from '../rules/spf.ts';
import { dkimToPublish, DMARC_TO_PUBLISH, isDmarc } from '../rules/tag-lists.ts';
import { keyName, signingKey } from './dkim-of.ts';

type ViewNeeds = { config: Pick<Services['config'], 'mailFrom' | 'smtpUrl' | 'imapUrl'> };

const DAYS = 30;
const DAY_MS = 86_400_000;
const MOST_BLOCKED = 5;

const mailboxOf = (imapUrl: string | null): string | null =>
  imapUrl === null ? null : decodeURIComponent(new URL(imapUrl).username).toLowerCase();

function recordsOf(
  domain: string,
  keys: readonly KeyRow[],
  checks: readonly CheckRow[],
  smtpUrl: string | null,
): SenderRecord[] {
  const one = (record: MailRecord, name: string, valueOf: (found: readonly string[]) => string): SenderRecord => {
    const check = checks.find((found) => found.name === name && found.record === record);
    const { state = null, reason = '', found = [], checkedAt = null } = check ?? {};
    return { record, name, value: valueOf(found), state, reason, found: [...found], checkedAt };
  };
  return [
    one('spf', domain, (found) => spfToPublish(found, serverTerm(smtpUrl))),
    ...keys.map((key) => one('dkim', keyName(key), () => dkimToPublish(key.publicKey))),
    // what is there is stricter, or somebody has thought about it
    one('dmarc', `_dmarc.${domain}`, (found) => found.find(isDmarc) ?? DMARC_TO_PUBLISH),
  ];
}

const keyState = ({ shownAt, replacedAt }: KeyRow): SenderKey['state'] => {
  if (replacedAt !== null) return 'replaced';
  return shownAt === null ? 'waiting' : 'used';
};

/** What stands in the name service for our mails and what should, as it was last asked, and what came back of letters. Needs `news.send` at any library. */
export async function mailHealth(ctx: Ctx, { config }: ViewNeeds): Promise<MailHealth> {
  authorizeAnywhere(ctx, 'news.send');
  const { address, domain } = senderAddress(config.mailFrom);
  const now = ctx.clock.now();
  const since = new Date(now.getTime() - DAYS * DAY_MS);
  const checks = domain === null ? [] : await selectChecks(ctx.db, domain);
  const all = domain === null ? [] : await selectKeys(ctx.db, domain);
  const keys = all.filter((key) => isShownStill(key, now));
  const signing = signingKey(all, checks);
  return {
    ...{ address, domain, signedBy: signing?.selector ?? null },
    records: domain === null ? [] : recordsOf(domain, keys, checks, config.smtpUrl),
    keys: keys.map((key) => ({ selector: key.selector, name: keyName(key), state: keyState(key), madeAt: key.madeAt })),
    mayMakeKey: domain !== null && can(ctx.actor, 'news.send', null),
    sendsMail: config.smtpUrl !== null,
    mailbox: mailboxOf(config.imapUrl),
    bounces: await countSince(ctx.db, since),
    blocked: await selectBlocked(ctx.db, since, MOST_BLOCKED),
  };
}
