import type { PublishMessage, PublishOutcome } from '#modules/city/channels';
import { oneAct, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { Round } from '#platform/database/round';
import { lockDelivery, lockFreeDelivery, updateDelivery, type DeliveryRow } from '../data/deliveries.queries.ts';
import { allowLongCall } from '../data/patience.queries.ts';
import { takeDead, takeDue, type DueRow } from '../data/outbox.queries.ts';
import { findPost, type PostRow } from '../data/posts.queries.ts';
import { nextLook } from '../rules/next-try.ts';
import { LATE_HOURS } from '../rules/terms.ts';
import { composeFor } from '../writing/compose.ts';
import { subjectNow, type SubjectNow } from '../writing/subject-of.ts';
import { messageOf } from './message-of.ts';
import { noteOutcome } from './note-outcome.ts';
import { BY_HAND, type OutboxNeeds } from './ways.ts';

/** So many in one round; the next one comes in a minute. */
const MOST_AT_ONCE = 200;

/** A delivery that was written down as `sending`, and what is to be said. */
interface Claimed {
  post: PostRow;
  delivery: DeliveryRow;
  text: string;
}

/** Whose turn it was, also where something broke; null: nothing was due. */
interface Turn {
  id: number | null;
}

/** Why something waits for a person instead of going out. */
function hindrance(
  ctx: Pick<Ctx, 'clock'>,
  { about, delivery, due }: { about: SubjectNow; delivery: DeliveryRow; due: DueRow },
): 'too_late' | 'subject_gone' | null {
  // who says that it goes all the same, or again, says so for the time being
  const wished = Math.max(due.hour.getTime(), delivery.decidedAt?.getTime() ?? 0);
  if (ctx.clock.now().getTime() - wished > LATE_HOURS * 3_600_000) return 'too_late';
  return about.subject.state === 'gone' && !delivery.anyway ? 'subject_gone' : null;
}

/** Takes what is due next and writes down that it is being sent; what a person has to look at is set aside instead. */
async function claim(
  ctx: Ctx,
  needs: OutboxNeeds,
  { seen, turn }: { seen: number[]; turn: Turn },
): Promise<Claimed | null> {
  return ctx.db.transaction().execute(async (trx) => {
    const now = ctx.clock.now();
    const due = await takeDue(trx, { now, byHand: BY_HAND, skip: seen });
    if (!due) return null;
    const { id } = due;
    turn.id = id;
    const delivery = await lockFreeDelivery(trx, id);
    const post = await findPost(trx, due.postId);
    if (!delivery || !post) return null;
    const about = await subjectNow({ ...ctx, db: trx }, post);
    const code = hindrance(ctx, { about, delivery, due });
    if (code !== null) {
      await updateDelivery(trx, id, { state: 'stopped', code, doneAt: now, nextAt: null });
      return null;
    }
    const { text, problems } = composeFor(post, delivery, about, needs.origin);
    // the words of its programme may have grown since somebody said yes
    if (problems.length > 0) {
      await updateDelivery(trx, id, { state: 'failed', code: 'text_unfit', detail: '', doneAt: now, nextAt: null });
      return null;
    }
    const attempts = delivery.attempts + 1;
    const changes = { state: 'sending' as const, attempts, startedAt: now, sentText: text, nextAt: null };
    await updateDelivery(trx, id, changes);
    return { post, text, delivery: { ...delivery, ...changes } };
  });
}

/** Asks the channel while the row is held: whoever finds it `sending` and free knows that who asked is gone. */
async function send(ctx: Ctx, needs: OutboxNeeds, { post, delivery, text }: Claimed): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    await allowLongCall(trx);
    const held = await lockDelivery(trx, delivery.id);
    // between writing it down and holding it somebody may have taken us for gone: nobody knows better that nothing was sent
    const isTakenForGone = held?.state === 'unknown' && held.code === 'died';
    if (!held || !(held.state === 'sending' || isTakenForGone) || held.attempts !== delivery.attempts) return;
    const message = await messageOf(trx, needs, { post, delivery, text });
    const outcome: PublishOutcome =
      message === null
        ? { state: 'failed', code: 'picture_refused', detail: '' }
        : await ask(trx, needs, held, message);
    await noteOutcome(trx, ctx, held, { outcome, libraryId: post.libraryId });
  });
}

/** What the channel said; where asking broke, nobody knows. */
async function ask(
  trx: Tx,
  needs: OutboxNeeds,
  { accountId }: DeliveryRow,
  message: PublishMessage,
): Promise<PublishOutcome> {
  try {
    return await needs.ways.publish(trx, accountId, message);
  } catch (error) {
    return { state: 'unknown', code: 'no_answer', detail: error instanceof Error ? error.message : '' };
  }
}

/** What says that it is being sent though nobody holds it: its process ended, and nobody knows whether it is there. @returns how many */
export async function findDead(ctx: Ctx): Promise<number> {
  let found = 0;
  for (;;) {
    const dead = await ctx.db.transaction().execute(async (trx) => {
      const row = await takeDead(trx);
      const now = ctx.clock.now();
      if (row)
        await updateDelivery(trx, row.id, {
          state: 'unknown',
          code: 'died',
          looked: 0,
          nextAt: nextLook(now, 0),
          doneAt: now,
        });
      return row;
    });
    if (!dead) return found;
    found += 1;
  }
}

/**
 * Sends what is due, one after the other; one that breaks holds up none of the others. Any number of processes may do so at once: each delivery is
 * taken by one, and what was written down as being sent is never sent a second time without being looked for. @returns how many were given to
 * channels. Throws at the end where something broke.
 */
export async function sendDue(ctx: Ctx, needs: OutboxNeeds, signal?: AbortSignal): Promise<number> {
  const round = new Round(ctx, signal);
  const seen: number[] = [];
  let sent = 0;
  while (seen.length < MOST_AT_ONCE && !signal?.aborted) {
    const act = oneAct(ctx);
    const turn: Turn = { id: null };
    await round.each([turn], async () => {
      const claimed = await claim(act, needs, { seen, turn });
      if (!claimed) return;
      await send(act, needs, claimed);
      sent += 1;
    });
    if (turn.id === null) break;
    seen.push(turn.id);
  }
  round.end();
  return sent;
}
