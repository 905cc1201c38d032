import { selectBibCards } from '#modules/collection/catalog';
import { getOwnMember } from '#modules/people/members';
import { copiesInRoom, listReadings } from '#modules/community/programs';
import type { Ctx } from '#platform/context';
import { formatTime } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { BookView } from '#web/features/catalog/parts/book-view.ts';
import { describeBook } from '#web/features/catalog/parts/describe-book.server.ts';

/** A title of a reading list with what staff say of it. */
export type ReadingBook = BookView & {
  note: string;
  href: string;
  /** Copies that wait in the room of the programme, in one sentence; empty without any. */
  inRoom: string;
};

/**
 * The reading lists as they are on the shelves now, first at the reader's own library, where one is known: that of the programme, and those
 * of its sessions by the session's id.
 */
export async function readingView(ctx: Ctx, programId: number, zone: string) {
  const [readings, inRoom] = await Promise.all([listReadings(ctx, programId), copiesInRoom(ctx, programId)]);
  const home = ctx.actor.kind === 'member' ? (await getOwnMember(ctx)).homeLibraryId : null;
  const ids = [...new Set(readings.map((one) => one.bibId))];
  const cards = new Map((await selectBibCards(ctx.db, ids)).map((card) => [card.id, card]));
  const lists = Map.groupBy(readings, (one) => one.sessionId);
  const booksOf = (sessionId: number | null): ReadingBook[] =>
    (lists.get(sessionId) ?? []).flatMap(({ bibId, note }) => {
      const card = cards.get(bibId);
      if (!card) return [];
      const count = inRoom.find((one) => one.bibId === bibId && one.sessionId === sessionId)?.count ?? 0;
      const book = describeBook(ctx, card, { wanted: home === null ? [] : [home] });
      const sentence = count > 0 ? m.programs_in_room({ count }) : '';
      // with none on a shelf, what waits in the room is the whole of it
      const alone = count > 0 && book.availability.state === 'for_program';
      const availability = alone ? { ...book.availability, kind: 'wait' as const, sentence } : book.availability;
      const href = localizeHref(`/katalog/${bibId}`);
      return [{ ...book, availability, note, href, inRoom: alone ? '' : sentence }];
    });
  return { at: formatTime(ctx.clock.now(), zone, ctx.locale), books: booksOf(null), booksOf };
}
