import { selectBibCards } from '#modules/catalog';
import { getOwnMember } from '#modules/members';
import { listReadings } from '#modules/programs';
import type { Ctx } from '#platform/context';
import { formatTime } from '#shared/dates';
import { localizeHref } from '#i18n/runtime';
import type { BookView } from '#web/book-view.ts';
import { describeBook } from '#web/describe-book.server.ts';

/** A title of a reading list with what staff say of it. */
export type ReadingBook = BookView & { note: string; href: string };

/**
 * The reading lists as they are on the shelves now, first at the reader's own library, where one is known: that of the programme, and those
 * of its sessions by the session's id.
 */
export async function readingView(ctx: Ctx, programId: number, zone: string) {
  const readings = await listReadings(ctx, programId);
  const home = ctx.actor.kind === 'member' ? (await getOwnMember(ctx)).homeLibraryId : null;
  const ids = [...new Set(readings.map((one) => one.bibId))];
  const cards = new Map((await selectBibCards(ctx.db, ids)).map((card) => [card.id, card]));
  const lists = Map.groupBy(readings, (one) => one.sessionId);
  const booksOf = (sessionId: number | null): ReadingBook[] =>
    (lists.get(sessionId) ?? []).flatMap(({ bibId, note }) => {
      const card = cards.get(bibId);
      if (!card) return [];
      return [{ ...describeBook(card, home === null ? [] : [home]), note, href: localizeHref(`/katalog/${bibId}`) }];
    });
  return { at: formatTime(ctx.clock.now(), zone, ctx.locale), books: booksOf(null), booksOf };
}
