import { selectBibCards } from '#modules/catalog';
import { getOwnMember } from '#modules/members';
import { listReadings } from '#modules/programs';
import type { Ctx } from '#platform/context';
import { formatTime } from '#shared/dates';
import { localizeHref } from '#i18n/runtime';
import { describeBook } from '#web/describe-book.server.ts';

/** The reading list as it is on the shelves now: first at the reader's own library, where one is known. */
export async function readingView(ctx: Ctx, programId: number, zone: string) {
  const readings = await listReadings(ctx, programId);
  const home = ctx.actor.kind === 'member' ? (await getOwnMember(ctx)).homeLibraryId : null;
  const ids = [...new Set(readings.map((one) => one.bibId))];
  const cards = new Map((await selectBibCards(ctx.db, ids)).map((card) => [card.id, card]));
  return {
    at: formatTime(ctx.clock.now(), zone, ctx.locale),
    books: ids.flatMap((bibId) => {
      const card = cards.get(bibId);
      if (!card) return [];
      const note = readings.find((one) => one.bibId === bibId)?.note ?? '';
      const book = describeBook(card, home === null ? [] : [home]);
      return [{ ...book, note, href: localizeHref(`/katalog/${bibId}`) }];
    }),
  };
}
