import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import type { ItemStatus, ItemType, SetAside } from '../client.ts';
import { selectShownItems, type ShownItem } from '../data/bib-page.queries.ts';
import { instantOf } from '../data/instant-of.ts';
import {
  selectItems,
  selectItemsOfBib,
  selectItemsWithNames,
  selectItemTypes,
  selectTitles,
  type ItemFilter,
  type ItemWithNames,
} from '../data/items.queries.ts';
import { catalogErrors } from '../errors.ts';
import { stateOfCopy, type CopyState } from '../rules/availability.ts';

/** A copy as anyone may see it. */
export interface PublicItem {
  id: number;
  bibId: number;
  libraryId: number;
  libraryCode: string;
  libraryName: string;
  spaceId: number | null;
  spaceName: string | null;
  barcode: string;
  callNumber: string | null;
  itemType: string;
  itemTypeNameId: string;
  itemTypeNameEn: string;
  status: ItemStatus;
  onLoan: boolean;
  /** It waits for a member or in the room of a programme, or travels between libraries. */
  setAside: SetAside | null;
  /** On the shelf now. */
  available: boolean;
  /** Why it is or is not to be had; null: lost. */
  state: CopyState | null;
  /** When it is expected back: lent, or in the room of a programme. */
  until: Date | null;
  /** Zone of its library. */
  timeZone: string;
}

export function toPublic({ readHere, until, ...item }: ShownItem): PublicItem {
  const facts = { status: item.status as ItemStatus, onLoan: item.onLoan, setAside: item.setAside as SetAside | null };
  const state = stateOfCopy({ ...facts, readHere });
  const available = state === 'here' || state === 'read_here';
  return { ...item, ...facts, state, until: instantOf(until), available };
}

/** The copies of a record that are part of the collection, library by library. Open to everyone. */
export async function listItemsOfBib(ctx: Ctx, bibId: number): Promise<PublicItem[]> {
  return (await selectShownItems(ctx.db, bibId)).map(toPublic);
}

/** Everything that staff know of the copies of a record, withdrawn ones included. Needs `catalog.read`. */
export async function listItemsOfBibForStaff(ctx: Ctx, bibId: number): Promise<ItemWithNames[]> {
  authorizeAnywhere(ctx, 'catalog.read');
  return selectItemsOfBib(ctx.db, bibId);
}

/** One copy with its names. Needs `catalog.read`. */
export async function getItem(ctx: Ctx, id: number): Promise<ItemWithNames> {
  authorizeAnywhere(ctx, 'catalog.read');
  const [item] = await selectItemsWithNames(ctx.db, [id]);
  if (!item) throw catalogErrors.itemNotFound();
  return item;
}

/** Copies in the order of entry; one more than `limit` where there are more. Needs `catalog.read`. */
export async function listItems(ctx: Ctx, filter: ItemFilter): Promise<ItemWithNames[]> {
  authorizeAnywhere(ctx, 'catalog.read');
  return selectItems(ctx.db, filter);
}

/** Collection types, in their order. */
export const listItemTypes = async (db: Db | Tx): Promise<ItemType[]> => selectItemTypes(db);

/** These copies in this order, each with the title of its record; those that do not exist are left out. Needs `catalog.read`. */
export async function listItemsById(ctx: Ctx, ids: readonly number[]): Promise<(ItemWithNames & { title: string })[]> {
  authorizeAnywhere(ctx, 'catalog.read');
  const items = new Map((await selectItemsWithNames(ctx.db, ids)).map((item) => [item.id, item]));
  const titles = await selectTitles(ctx.db, [...new Set([...items.values()].map((item) => item.bibId))]);
  return ids.flatMap((id) => {
    const item = items.get(id);
    return item ? [{ ...item, title: titles.get(item.bibId) ?? '' }] : [];
  });
}
