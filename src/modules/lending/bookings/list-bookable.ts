import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { getItemsForLoan, type ItemForLoan } from '#modules/collection/catalog';
import { bookableKinds } from '#modules/lending/circulation';
import { listLibraries } from '#modules/ground/libraries';
import type { BookableTitle, BookingChoice } from './client.ts';
import {
  countBookableTitles,
  selectBookableTitles,
  selectPromised,
  selectSetItems,
  selectTitleItems,
  type SetItem,
} from './data/bookable.queries.ts';
import { allTaken } from './rules/all-taken.ts';
import { fitToBook } from './rules/fit-to-book.ts';
import { mergeTimes } from './rules/merge-times.ts';

type Reader = Pick<Ctx, 'db' | 'clock'>;

/** Titles with copies that may be booked, by title, and how many there are. Open to everyone. */
export async function listBookable(
  ctx: Reader,
  page: { offset: number; limit: number },
): Promise<{ data: BookableTitle[]; total: number }> {
  const kinds = await bookableKinds(ctx);
  if (kinds.length === 0) return { data: [], total: 0 };
  const [data, total] = await Promise.all([
    selectBookableTitles(ctx.db, kinds, page),
    countBookableTitles(ctx.db, kinds),
  ]);
  return { data, total };
}

/** All sets that may be booked, by name. Open to everyone. */
export const listBookableSets = async (ctx: Reader): Promise<BookingChoice[]> =>
  choicesOf(ctx, { bibId: null, setItems: await selectSetItems(ctx.db, null) });

/**
 * What may be booked of a title: any copy, where a library has several, each copy, and the sets to which one belongs, with when it is not
 * free. Open to everyone.
 */
export const bookingChoices = async (ctx: Reader, bibId: number): Promise<BookingChoice[]> =>
  choicesOf(ctx, { bibId, setItems: await selectSetItems(ctx.db, bibId) });

/** Is a copy booked, on loan or set aside at any moment of a period? Whoever relies upon it has locked it. */
export async function promisedWithin(
  db: Db | Tx,
  itemId: number,
  { from, until }: { from: Date; until: Date },
): Promise<boolean> {
  const times = await selectPromised(db, { itemIds: [itemId], from });
  return times.some((time) => time.startsAt < until && time.endsAt > from);
}

async function choicesOf(
  ctx: Reader,
  { bibId, setItems }: { bibId: number | null; setItems: readonly SetItem[] },
): Promise<BookingChoice[]> {
  const own = bibId === null ? [] : await selectTitleItems(ctx.db, bibId);
  const ids = [...new Set([...own, ...setItems.map((item) => item.itemId)])];
  const [kinds, items, libraries, promised] = await Promise.all([
    bookableKinds(ctx),
    getItemsForLoan(ctx.db, ids),
    listLibraries(ctx, { active: true }),
    selectPromised(ctx.db, { itemIds: ids, from: ctx.clock.now() }),
  ]);
  const byId = new Map(items.map((item) => [item.id, item]));
  const mayBook = new Set(kinds.map(({ libraryId, itemType }) => `${libraryId} ${itemType}`));
  const choice = (key: string, name: string | null, pieces: readonly (ItemForLoan | undefined)[]): BookingChoice[] => {
    const sure = pieces.filter((piece) => piece !== undefined);
    const library = libraries.find(({ id }) => id === sure[0]?.libraryId);
    const fits = sure.every((piece) => mayBook.has(`${piece.libraryId} ${piece.itemType}`) && fitToBook(piece));
    if (!library || !fits || sure.length < pieces.length) return [];
    const busy = mergeTimes(promised.filter(({ itemId }) => sure.some((piece) => piece.id === itemId)));
    const shown = sure.map((piece) => ({ barcode: piece.barcode, bibId: piece.bibId, title: piece.title }));
    return [{ key, kind: name === null ? 'copy' : 'set', name, library, items: shown, busy }];
  };
  const ofSets = [...Map.groupBy(setItems, (item) => item.setId)].flatMap(([setId, members]) =>
    choice(
      `set:${setId}`,
      members[0]?.name ?? '',
      members.map(({ itemId }) => byId.get(itemId)),
    ),
  );
  const ofCopies = own.flatMap((id) => choice(`copy:${byId.get(id)?.barcode ?? ''}`, null, [byId.get(id)]));
  return [...anyOf(ofCopies), ...ofCopies, ...ofSets];
}

/** For each library that has several copies, any of them: free as long as one is. */
const anyOf = (copies: readonly BookingChoice[]): BookingChoice[] =>
  [...Map.groupBy(copies, ({ library }) => library.id)].flatMap(([id, own]) => {
    const [first] = own;
    if (!first || own.length < 2) return [];
    const items = own.flatMap((copy) => copy.items);
    return [{ ...first, key: `any:${id}`, kind: 'any', items, busy: allTaken(own.map(({ busy }) => busy)) }];
  });
