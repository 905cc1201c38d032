import { borrowFile, leaveQueue, licensesOf, ownDigital, returnFile, startedReadings } from '#modules/lending/digital';
import { zoneOf } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { formAction, type Sent, done } from '#web/kit/form/form-action.server.ts';

/** How a licensed file stands, for the reader who looks at it. */
export async function lendingOf(ctx: Ctx, attachmentId: number) {
  const use = (await licensesOf(ctx, [attachmentId])).get(attachmentId);
  const zone = await zoneOf(ctx);
  const inWords = (instant: Date): string => formatInstant(instant, zone, ctx.locale, 'full');
  const own = ctx.actor.kind === 'member' ? await ownDigital(ctx) : { loans: [], requests: [], blocked: false };
  const loan = own.loans.find((one) => one.attachmentId === attachmentId);
  const request = own.requests.find((one) => one.attachmentId === attachmentId);
  const free = use ? Math.max(0, use.copies - use.lent - use.offered) : 0;
  return {
    /** Null = it has no terms yet, so nobody can borrow it. */
    state: use ? m.digital_use({ lent: use.lent, copies: use.copies, queued: use.queued, days: use.loanDays }) : null,
    free: free > 0 && use?.queued === 0,
    /** Why nothing can be taken now; null = it can. */
    blocked: own.blocked ? m.error_digital_member_blocked() : null,
    loan: loan ? { id: loan.id, until: m.digital_yours_until({ until: inWords(loan.dueAt) }) } : null,
    request: request
      ? {
          id: request.id,
          offered: request.offerEndsAt !== null,
          text: request.offerEndsAt
            ? m.digital_your_turn({ until: inWords(request.offerEndsAt) })
            : m.digital_in_queue({ position: request.position ?? 1 }),
        }
      : null,
  };
}

/** What the member who is signed in has, waits for, and has begun to read. */
export async function ownShelf(ctx: Ctx) {
  const [{ loans, requests }, started, zone] = await Promise.all([ownDigital(ctx), startedReadings(ctx), zoneOf(ctx)]);
  const inWords = (instant: Date): string => formatInstant(instant, zone, ctx.locale, 'full');
  const href = (attachmentId: number): string => localizeHref(`/baca/${attachmentId}`);
  const progress = new Map(started.map((one) => [one.attachmentId, one.progress]));
  return {
    loans: loans.map(({ id, attachmentId, bibTitle, title, dueAt }) => ({
      id,
      title: bibTitle,
      part: title,
      href: href(attachmentId),
      until: m.digital_yours_until({ until: inWords(dueAt) }),
      progress: progress.get(attachmentId) ?? null,
    })),
    requests: requests.map(({ id, attachmentId, bibTitle, title, position, offerEndsAt }) => ({
      id,
      title: bibTitle,
      part: title,
      href: href(attachmentId),
      offered: offerEndsAt !== null,
      text: offerEndsAt
        ? m.digital_your_turn({ until: inWords(offerEndsAt) })
        : m.digital_in_queue({ position: position ?? 1 }),
    })),
    started: started
      .filter((one) => loans.every((loan) => loan.attachmentId !== one.attachmentId))
      .map(({ attachmentId, bibTitle, title, progress: percent }) => ({
        title: bibTitle,
        part: title,
        href: href(attachmentId),
        progress: percent,
      })),
  };
}
export type OwnShelf = Awaited<ReturnType<typeof ownShelf>>;

/** How a refusal is told to the pages of digital lending. */
export const refusedDigital = ({ message }: FormRefusal) => ({ digitalSaid: message });

/** Borrows a file, or queues for it. @returns what came of it, in words */
export async function borrowHere(ctx: Ctx, attachmentId: number): Promise<string> {
  const outcome = await borrowFile(ctx, attachmentId);
  return outcome.kind === 'lent'
    ? m.digital_borrowed()
    : m.digital_in_queue({ position: outcome.request.position ?? 1 });
}

/** Gives a file back, as a form action. @param to where the page goes on */
export const giveBack = (to = '') =>
  formAction({ refused: refusedDigital }, async ({ ctx, values }: Sent) => {
    await returnFile(ctx, idIn(values));
    return done(m.digital_returned(), to);
  });

/** Leaves the queue for a file, as a form action. @param to where the page goes on */
export const leave = (to = '') =>
  formAction({ refused: refusedDigital }, async ({ ctx, values }: Sent) => {
    await leaveQueue(ctx, idIn(values));
    return done(m.digital_left(), to);
  });
