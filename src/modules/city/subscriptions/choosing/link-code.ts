import { timingSafeEqual } from 'node:crypto';
import { localizeHref } from '#i18n/runtime';
import type { Db, Tx } from '#platform/database/db';
import type { Secrets } from '#platform/rights/secrets';
import { findSubscriber, type SubscriberRow } from '../data/subscribers.queries.ts';
import { subscriptionErrors } from '../errors.ts';
import { linkToken, readToken, type LinkParts } from '../rules/link-token.ts';
import type { LetterLanguage } from '../rules/terms.ts';

const PURPOSE = 'letter-link';
const CODE_LETTERS = 32;

const short = (mac: Buffer): string => mac.toString('base64url').slice(0, CODE_LETTERS);
const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** The secret part of the links of a subscriber; nobody makes one without our keys. */
export const linkCode = (secrets: Secrets, subscriberKey: string): string => short(secrets.mac(PURPOSE, subscriberKey));

/**
 * What a link says and whose it is, for ever: any key that this installation ever had knows it, and it has no end. Whoever had their data deleted is
 * nobody, and their link is still one of ours. Throws `subscriptions.link_not_found` for what is none.
 */
export async function readLink(
  db: Db | Tx,
  secrets: Secrets,
  token: string,
): Promise<{ parts: LinkParts; subscriber: SubscriberRow | null }> {
  const parts = readToken(token);
  if (!parts) throw subscriptionErrors.linkNotFound();
  const { subscriberKey, code } = parts;
  const subscriber = (await findSubscriber(db, { subscriberKey })) ?? null;
  // what stands with the row is right as well: keys that were lost for good take no link along
  const known = secrets.macs(PURPOSE, subscriberKey).some((mac) => same(short(mac), code));
  if (!known && !(subscriber && same(subscriber.linkCode, code))) throw subscriptionErrors.linkNotFound();
  return { parts, subscriber };
}

type Addressed = Pick<SubscriberRow, 'subscriberKey' | 'linkCode'>;

/** Where a mail program stops letters about these topics, by a POST alone (RFC 8058). */
export const unsubscribePath = ({ subscriberKey, linkCode: code }: Addressed, topicIds: readonly number[]): string =>
  `/api/v1/subscriptions/unsubscribe/${linkToken(subscriberKey, code, topicIds)}`;

/** The page on which somebody chooses. */
export const preferencesPath = ({ subscriberKey, linkCode: code }: Addressed, locale: LetterLanguage): string =>
  localizeHref(`/langganan/atur/${linkToken(subscriberKey, code)}`, { locale });

/** The page to which somebody comes who opens the address of {@link unsubscribePath}. */
export const stopPagePath = (token: string, locale: LetterLanguage): string =>
  localizeHref(`/langganan/berhenti/${token}`, { locale });
