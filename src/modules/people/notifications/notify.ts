import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import {
  deleteNoticesAbout,
  insertNotification,
  markWithdrawn,
  reinstateNotices,
  removeNotices,
} from './data/notifications.queries.ts';
import type { KeptNotice, NoticeKind } from './notice-kind.ts';

/** What is told, to whom, and when it is not told (again). */
export interface NoticeInput<Given> {
  params: Given;
  memberId: number;
  /** In whose name it is told: its quiet hours, its texts. */
  libraryId: number;
  /** The event, once and for all: `loan:42:due:2026-11-25`. A second notice with the same key is none, unless the first was taken back before it went. */
  key: string;
  /** The thing it is about (`loan:42`), for {@link withdrawNotices}. */
  about?: string;
  /** After this instant it says nothing true any more and is left out. */
  expiresAt?: Date;
}

/**
 * Tells a member something, by the channels they chose. Only kept here, in the caller's transaction; sent by a job soon after,
 * together with what else there is to tell.
 * @returns false when the key is known: it was told, or is about to be
 */
export async function notify<Given>(
  trx: Tx,
  ctx: Ctx,
  kind: NoticeKind<Given>,
  input: NoInfer<NoticeInput<Given>>,
): Promise<boolean> {
  const id = await insertNotification(trx, {
    key: input.key,
    memberId: input.memberId,
    libraryId: input.libraryId,
    topic: kind.topic,
    params: JSON.stringify(kind.check(input.params)),
    about: input.about ?? null,
    createdAt: ctx.clock.now(),
    expiresAt: input.expiresAt ?? null,
  });
  if (id !== null) ctx.changes?.note('notice', id, null);
  return id !== null;
}

/** Takes back what was not sent yet about a thing: the book has come back, the hold is cancelled. */
export async function withdrawNotices(trx: Tx, ctx: Ctx, about: string): Promise<void> {
  await takeBackUntold(trx, ctx, about);
}

/** {@link withdrawNotices} for whoever tells it anew, under the same key if it is the same event. @returns what was not on its way to the member by any channel yet */
export async function takeBackUntold(trx: Tx, ctx: Ctx, about: string): Promise<KeptNotice[]> {
  const untold: KeptNotice[] = [];
  for (const { id, topic, params, told } of await markWithdrawn(trx, about, ctx.clock.now())) {
    ctx.changes?.note('notice_withdrawn', id, null);
    if (!told) untold.push({ topic, params });
  }
  return untold;
}

/** An act is undone: what it told is not told, and what it took back stands again. @param act ids, as the act noted them */
export async function takeBackNotices(
  trx: Tx,
  ctx: Ctx,
  act: { told: readonly number[]; withdrawn: readonly number[] },
): Promise<void> {
  if (act.told.length > 0) await removeNotices(trx, act.told, ctx.clock.now());
  if (act.withdrawn.length > 0) await reinstateNotices(trx, act.withdrawn);
}

/** Forgets that anything was told about things (`loan:42`), when their reader is forgotten. */
export const forgetNoticesAbout = async (trx: Tx, abouts: readonly string[]): Promise<void> =>
  abouts.length === 0 ? Promise.resolve() : deleteNoticesAbout(trx, abouts);
