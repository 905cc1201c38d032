import type { Services } from '#platform/services';
import { openSecrets } from './accounts/seal-secrets.ts';
import { settingsOf } from './accounts/settings-of.ts';
import { carrierOf } from './carry/carriers.ts';
import { Stopped, type Carrier, type Link, type Sent } from './carry/link.ts';
import { findAccount, noteRefusal, type AccountRow } from './data/accounts.queries.ts';
import { isComplete } from './rules/account-fields.ts';
import type { FoundOutcome, PublishCode, PublishMessage, PublishOutcome } from './rules/outcome.ts';

/** What publishing needs. `patience` and `pause` in milliseconds; left out: as long as anybody may take. */
export type PublishNeeds = Pick<Services, 'db' | 'secrets' | 'clock'> & {
  config: Pick<Services['config'], 'outgoingHosts'>;
  patience?: number;
  pause?: number;
};

/** What is listed is compared from a little earlier on: clocks of others go otherwise. */
const CLOCKS_APART_MS = 60_000;

const failed = (code: PublishCode): PublishOutcome => ({
  ...{ state: 'failed', code, detail: '' },
});

/** How an account is spoken to, with its secrets: for a carrier alone. `complete`: all is known, and could be opened. */
export function linkTo(needs: PublishNeeds, row: AccountRow): { link: Link; secrets: string[]; complete: boolean } {
  const secrets = openSecrets(needs.secrets, row.id, row.secrets);
  const all: Record<string, string> = { ...settingsOf(row.settings), ...secrets };
  const { patience, pause } = needs;
  const link: Link = {
    ...{ now: needs.clock.now(), named: needs.config.outgoingHosts, patience, pause },
    said: (name) => all[name] ?? '',
  };
  const known = new Set(Object.entries(all).flatMap(([name, value]) => (value === '' ? [] : [name])));
  return { link, secrets: Object.values(secrets), complete: isComplete(row.kind, known) };
}

/** What a channel said, without what only we may know. */
export const withoutSecrets = (detail: string, secrets: readonly string[]): string =>
  secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .reduce((text, secret) => (secret === '' ? text : text.replaceAll(secret, '•••')), detail);

/** So long an address of a page may be. */
const ADDRESS_LENGTH = 500;
/** What a channel said, without the letter that no database keeps. */
export const storable = (said: string): string => said.replaceAll('\0', '');

/** What stands there now, as it can be kept and shown: the address is one of a page, or there is none. */
function keptAs<T extends Sent>(sent: T): T {
  const { remoteId, url } = sent;
  const isPage = url !== null && url.length <= ADDRESS_LENGTH && /^https?:$/.test(URL.parse(url)?.protocol ?? '');
  return { ...sent, remoteId: storable(remoteId), url: isPage ? storable(url) : null };
}

/** An account that can speak, and by whom; or why it cannot. */
async function reach(
  needs: PublishNeeds,
  accountId: number,
): Promise<{ row: AccountRow; carrier: Carrier; link: Link; secrets: string[] } | PublishOutcome> {
  const row = await findAccount(needs.db, accountId);
  if (!row || row.archivedAt !== null || !row.enabled) return failed('account_off');
  const carrier = carrierOf(row.kind);
  if (!carrier) return failed('by_hand');
  const { link, secrets, complete } = linkTo(needs, row);
  return complete ? { row, carrier, link, secrets } : failed('account_incomplete');
}

type Act = (link: Link) => Promise<Sent>;

/** Does one thing at an account, and says what became of it; whether its permission is still taken is written down. */
async function attempt(
  needs: PublishNeeds,
  accountId: number,
  actOf: (carrier: Carrier) => Act | PublishCode,
): Promise<PublishOutcome> {
  const reached = await reach(needs, accountId);
  if ('state' in reached) return reached;
  const { row, carrier, link, secrets } = reached;
  const act = actOf(carrier);
  if (typeof act === 'string') return failed(act);
  try {
    const sent = await act(link);
    if (row.refusedAt !== null) await noteRefusal(needs.db, accountId, null);
    return { state: 'sent', ...keptAs(sent) };
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    const { outcome } = error;
    if (outcome.code === 'permission_ended') await noteRefusal(needs.db, accountId, needs.clock.now());
    return { ...outcome, detail: storable(withoutSecrets(outcome.detail, secrets)) };
  }
}

/**
 * Publishes a message in an account, once. Nothing is tried again here: what came of it is for the caller to keep, and an `unknown` to be
 * looked for ({@link findPublished}) before anything is sent again. Nobody is asked for a right.
 */
export const publish = async (
  needs: PublishNeeds,
  accountId: number,
  message: PublishMessage,
): Promise<PublishOutcome> =>
  attempt(
    needs,
    accountId,
    ({ publish: act }) =>
      async (link) =>
        act(link, message),
  );

/** Changes what went out, where the channel can. */
export const editPublished = async (
  needs: PublishNeeds,
  accountId: number,
  remoteId: string,
  message: PublishMessage,
): Promise<PublishOutcome> =>
  attempt(needs, accountId, ({ edit }) => (edit ? async (link) => edit(link, remoteId, message) : 'cannot_edit'));

/** Takes back what went out, where the channel can; what is not there any more counts as taken back. */
export const removePublished = async (
  needs: PublishNeeds,
  accountId: number,
  remoteId: string,
): Promise<PublishOutcome> =>
  attempt(needs, accountId, ({ remove }) =>
    remove ? async (link) => removed(remove(link, remoteId), remoteId) : 'cannot_delete',
  );

async function removed(work: Promise<void>, remoteId: string): Promise<Sent> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Stopped && error.outcome.code === 'gone')) throw error;
  }
  return { remoteId, url: null };
}

/**
 * Looks whether a message stands in an account of which nobody knew: by our own record key (Bluesky), else among our own posts since an
 * instant. Telegram and webhooks cannot be asked; nor is anything said where the channel did not answer.
 */
export async function findPublished(
  needs: PublishNeeds,
  accountId: number,
  message: PublishMessage,
  since: Date,
): Promise<FoundOutcome> {
  const reached = await reach(needs, accountId);
  if ('state' in reached || !reached.carrier.find) return { state: 'cannot_tell' };
  try {
    const found = await reached.carrier.find(reached.link, message, new Date(since.getTime() - CLOCKS_APART_MS));
    return found.state === 'there' ? keptAs(found) : found;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    if (error.outcome.code === 'permission_ended') await noteRefusal(needs.db, accountId, needs.clock.now());
    return { state: 'cannot_tell' };
  }
}
