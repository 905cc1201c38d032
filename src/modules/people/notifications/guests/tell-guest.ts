import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { cancelGuestMessages, insertGuestMessage } from '../data/guest-messages.queries.ts';
import type { KeptNotice, NoticeKind } from '../notice-kind.ts';

const KEEP_DAYS = 14;

/** What somebody is told who is no member and left an address for it. */
export interface GuestNotice<Given> {
  params: Given;
  /** In whose name it is told: its texts. */
  libraryId: number;
  /** The event, once and for all; a second message with the same key is none, unless the first was taken back before it went. */
  key: string;
  /** The thing it is about, for {@link withdrawGuestMessages}. */
  about: string;
  /** An e-mail address, or a telephone number in international form. */
  to: string;
  name: string;
  language: 'id' | 'en';
  /** The page that it points at, from the root, without a language. */
  path: string;
  /** After this instant it says nothing true any more; null: in two weeks. */
  expiresAt: Date | null;
}

/**
 * Tells a guest something, in the caller's transaction; a job sends it within a minute by e-mail or WhatsApp. Where that is not open, or
 * refuses, it waits for a person who tells it (`guest-calls.ts`). Address and values go when it has ended.
 * @returns false when the key is known
 */
export async function tellGuest<Given>(
  trx: Tx,
  ctx: Ctx,
  kind: NoticeKind<Given>,
  notice: NoInfer<GuestNotice<Given>>,
): Promise<boolean> {
  const { params, to, ...rest } = notice;
  const address = to.includes('@') ? { email: to } : { phone: to };
  const now = ctx.clock.now();
  return insertGuestMessage(trx, {
    ...rest,
    ...address,
    expiresAt: notice.expiresAt ?? new Date(now.getTime() + KEEP_DAYS * 86_400_000),
    topic: kind.topic,
    params: JSON.stringify(kind.check(params)),
    createdAt: now,
    nextAttemptAt: now,
  });
}

/** Takes back what guests were not told yet about a thing. @returns whether there was anything */
export const withdrawGuestMessages = async (trx: Tx, ctx: Ctx, about: string): Promise<boolean> =>
  (await takeBackUntoldGuest(trx, ctx, about)).length > 0;

/** The same of one kind alone, where several modules tell guests something about the same thing. */
export async function withdrawGuestMessagesOf(
  trx: Tx,
  ctx: Ctx,
  { about, kind }: { about: string; kind: NoticeKind },
): Promise<void> {
  await cancelGuestMessages(trx, { about, topic: kind.topic }, ctx.clock.now());
}

/** Takes back what waits for one address of all that is to be told about a thing: that guest is forgotten. @returns whether there was anything */
export const withdrawGuestMessagesTo = async (
  trx: Tx,
  ctx: Ctx,
  which: { about: string; to: string },
): Promise<boolean> => (await cancelGuestMessages(trx, which, ctx.clock.now())).length > 0;

/** {@link withdrawGuestMessages} for whoever tells it anew. @returns what the guest was not told yet */
export const takeBackUntoldGuest = async (trx: Tx, ctx: Ctx, about: string): Promise<KeptNotice[]> =>
  cancelGuestMessages(trx, { about }, ctx.clock.now());
