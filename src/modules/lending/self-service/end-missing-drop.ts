import { forgetDrop } from '#modules/lending/circulation';
import { calendarOf, openDaysBetween, type Calendar } from '#modules/ground/libraries';
import { notify, ownWords } from '#modules/people/notifications';
import { actorName, oneAct, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { Round } from '#platform/database/round';
import { localDate } from '#shared/dates';
import { lockDrop, selectOldDrops, setMissing } from './data/drops.queries.ts';

/** A box is emptied every day on which its library opens; what was in none of them for so many days is in none. */
export const DROP_OPEN_DAYS = 5;
const AT_ONCE = 500;
const DAY = 86_400_000;

type Drop = NonNullable<Awaited<ReturnType<typeof lockDrop>>>;
/** Somebody has looked for it, or nobody has found it in all the days. */
type How = 'looked_for' | 'over';

const TEXTS: Record<How, (library: string, title: string) => { id: string; en: string }> = {
  looked_for: (library, title) => ({
    id: `Kotak pengembalian ${library} sudah dikosongkan, dan ${title} tidak ada di dalamnya. Pinjaman Anda masih berjalan. Bila bukunya ada pada Anda, kembalikan ke petugas; bila Anda yakin sudah memasukkannya, kabari kami.`,
    en: `The return box of ${library} was emptied, and ${title} was not in it. Your loan is still running. If you have the book, bring it to the desk; if you are sure that you put it in, please tell us.`,
  }),
  over: (library, title) => ({
    id: `Sudah ${DROP_OPEN_DAYS} hari buka, dan ${title} belum kami temukan di kotak pengembalian ${library}. Pinjaman Anda masih berjalan. Bila bukunya ada pada Anda, kembalikan ke petugas; bila Anda yakin sudah memasukkannya, kabari kami.`,
    en: `For ${DROP_OPEN_DAYS} open days we have not found ${title} in the return box of ${library}. Your loan is still running. If you have the book, bring it to the desk; if you are sure that you put it in, please tell us.`,
  }),
};

/** A copy that was said to lie in a box was not in it: the loan runs on as if nothing had been said, and the reader is told. The drop is locked. */
export async function endMissingDrop(trx: Tx, ctx: Ctx, drop: Drop, how: How): Promise<void> {
  const { id: libraryId, name } = drop.library;
  await setMissing(trx, drop.id, { missingAt: ctx.clock.now(), missingBy: actorName(ctx.actor) });
  await forgetDrop(trx, ctx, drop.loanId, libraryId);
  if (drop.memberId === null) return;
  await notify(trx, ctx, ownWords, {
    memberId: drop.memberId,
    libraryId,
    key: `drop:${drop.id}:missing`,
    about: `loan:${drop.loanId}`,
    params: {
      subject: { id: 'Buku belum ditemukan di kotak', en: 'A book was not found in the box' },
      text: TEXTS[how](name, drop.title),
    },
  });
}

/**
 * A word has an end: what a reader said to have put into a box, and what was found in none for {@link DROP_OPEN_DAYS} open days, counts as
 * missing from it. Each in a transaction of its own, and looked at again under its lock. @returns how many have ended
 */
export async function endOldDrops(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  let count = 0;
  const now = ctx.clock.now();
  const before = new Date(now.getTime() - DROP_OPEN_DAYS * DAY);
  const drops = await selectOldDrops(ctx.db, { before, limit: AT_ONCE });
  const round = new Round(ctx, signal);
  await round.each([...Map.groupBy(drops, ({ libraryId }) => libraryId)], async ([libraryId, ofLibrary]) => {
    const oldest = Math.min(...ofLibrary.map(({ droppedAt }) => droppedAt.getTime()));
    const utcDay = (time: number): string => new Date(time).toISOString().slice(0, 10);
    const calendar = await calendarOf(ctx.db, libraryId, utcDay(oldest - DAY), utcDay(now.getTime() + DAY));
    await round.each(
      ofLibrary.filter(({ droppedAt }) => openDaysSince(calendar, droppedAt, now) > DROP_OPEN_DAYS),
      async ({ id }) => {
        const act = oneAct(ctx);
        const ended = await ctx.db.transaction().execute(async (trx) => {
          const drop = await lockDrop(trx, id);
          if (!drop) return false;
          await endMissingDrop(trx, act, drop, 'over');
          return true;
        });
        if (ended) count += 1;
      },
    );
  });
  round.end();
  return count;
}

/** Open days since then, today among them. */
const openDaysSince = (calendar: Calendar, since: Date, now: Date): number =>
  openDaysBetween(calendar, localDate(since, calendar.timeZone), localDate(now, calendar.timeZone));
