import { normaliseIsbn } from '#shared/isbn';

/** A pile of books that is being entered. It stands in the address: loaded anew, sent to a colleague, without a script, it is the same. */
export interface Pile {
  /** Ids of the copies that were added, in their order. */
  items: readonly number[];
  /** ISBNs of which nothing is known yet; they wait for their title. */
  unknown: readonly string[];
  /** Collection of the copies whose title has none yet. */
  itemType: string;
  /** How they came here; empty = it is not said. */
  source: string;
  /** The books have labels already (printed beforehand, on a roll): after each ISBN the label of that book is scanned. */
  labels: boolean;
  /** The title whose label is to be scanned now. */
  awaits: number | null;
}

/** So many copies a pile has: an address has an end, and so has a sheet of labels. */
export const MOST_IN_PILE = 300;
/** So many ISBNs wait for their title at most. */
export const MOST_UNKNOWN = 50;

export function readPile(query: URLSearchParams): Pile {
  const items = (query.get('eks') ?? '')
    .split('.')
    .map(Number)
    .filter((id) => Number.isSafeInteger(id) && id > 0);
  const unknown = (query.get('isbn') ?? '').split('.').flatMap((text) => normaliseIsbn(text) ?? []);
  const awaits = Number(query.get('buku') ?? '');
  const labels = query.get('label') === 'ya';
  return {
    items: [...new Set(items)].slice(-MOST_IN_PILE),
    unknown: [...new Set(unknown)].slice(-MOST_UNKNOWN),
    itemType: query.get('jenis')?.slice(0, 40) ?? '',
    source: query.get('asal')?.slice(0, 40) ?? '',
    labels,
    awaits: labels && Number.isSafeInteger(awaits) && awaits > 0 ? awaits : null,
  };
}

/** The pile as the query of an address, without the question mark. */
export function pileQuery(pile: Pile): string {
  const query = new URLSearchParams();
  if (pile.items.length > 0) query.set('eks', pile.items.join('.'));
  if (pile.unknown.length > 0) query.set('isbn', pile.unknown.join('.'));
  if (pile.itemType !== '') query.set('jenis', pile.itemType);
  if (pile.source !== '') query.set('asal', pile.source);
  if (pile.labels) query.set('label', 'ya');
  if (pile.awaits !== null) query.set('buku', String(pile.awaits));
  return query.toString();
}

export const withItem = (pile: Pile, id: number): Pile => ({ ...pile, items: [...pile.items, id], awaits: null });
export const withoutItem = (pile: Pile, id: number): Pile => ({
  ...pile,
  items: pile.items.filter((one) => one !== id),
});
/** The label of a book of this title is scanned next; null = of none. */
export const awaiting = (pile: Pile, bibId: number | null): Pile => ({ ...pile, awaits: bibId });
export const withUnknown = (pile: Pile, isbn: string): Pile => ({
  ...pile,
  unknown: [...new Set([...pile.unknown, isbn])],
});
export const withoutUnknown = (pile: Pile, isbn: string): Pile => ({
  ...pile,
  unknown: pile.unknown.filter((one) => one !== isbn),
});
