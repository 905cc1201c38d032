/** A title with its queue. */
export interface QueuedTitle {
  bibId: number;
  title: string;
  waiting: number;
  /** That can be lent. */
  copies: number;
  onOrder: number;
  /** Of the latest copy, whole rupiah. */
  price: number | null;
}
export interface Purchase extends QueuedTitle {
  /** How many of it. */
  buy: number;
  /** What one costs; null = nobody knows. */
  each: number | null;
  priceFrom: 'last' | 'entered' | 'unknown';
}
export interface PurchaseList {
  bought: Purchase[];
  /** What is needed and not bought, with the copies that lack. */
  rest: (Purchase & { reason: 'budget' | 'price' })[];
}

/** Copies that lack so that no more than `ratio` wait for each; what is on order is there already. */
const lacking = ({ waiting, copies, onOrder }: QueuedTitle, ratio: number): number =>
  Math.max(0, Math.ceil(waiting / ratio) - copies - onOrder);

/** How many wait for each copy; a title without one stands before all others. */
const pressure = ({ waiting, copies, onOrder }: QueuedTitle): number => waiting / (copies + onOrder);

/**
 * What is to be bought, the longest queue per copy first, until the budget is spent: of a title that does not fit whole, what fits.
 * @param budget whole rupiah; undefined = there is no limit
 * @param price of a copy whose title has no known price
 */
export function purchaseList(
  queues: readonly QueuedTitle[],
  { ratio, budget, price }: { ratio: number; budget: number | undefined; price: number | undefined },
): PurchaseList {
  const list: PurchaseList = { bought: [], rest: [] };
  let left = budget ?? Number.POSITIVE_INFINITY;
  const needed = queues
    .filter((queue) => lacking(queue, ratio) > 0)
    .toSorted((a, b) => pressure(b) - pressure(a) || b.waiting - a.waiting || a.title.localeCompare(b.title, 'id'));
  for (const queue of needed) {
    const lacks = lacking(queue, ratio);
    const each = queue.price ?? price ?? null;
    const priceFrom = queue.price !== null ? 'last' : each === null ? 'unknown' : 'entered';
    const wanted = { ...queue, each, priceFrom } as const;
    const buy = each === null ? 0 : Math.min(lacks, Math.floor(left / each));
    left -= buy * (each ?? 0);
    if (buy > 0) list.bought.push({ ...wanted, buy });
    if (buy < lacks) list.rest.push({ ...wanted, buy: lacks - buy, reason: each === null ? 'price' : 'budget' });
  }
  return list;
}

/** What it costs, as far as prices are known. */
export const costOf = (some: readonly Pick<Purchase, 'buy' | 'each'>[]): number =>
  some.reduce((sum, { buy, each }) => sum + buy * (each ?? 0), 0);

/** All copies of it. */
export const copiesOf = (some: readonly Pick<Purchase, 'buy'>[]): number => some.reduce((sum, { buy }) => sum + buy, 0);
