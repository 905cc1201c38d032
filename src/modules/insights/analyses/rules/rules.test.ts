import { expect, test } from 'vitest';
import { hoursOf, lastHourOf } from './opening-use.ts';
import { purchaseList, type QueuedTitle } from './purchase-list.ts';

const queue = (title: string, waiting: number, copies: number, price: number | null): QueuedTitle => ({
  ...{ bibId: title.length, title, waiting, copies, price },
  onOrder: 0,
});
const bought = ({ bought: some }: ReturnType<typeof purchaseList>) => some.map(({ title, buy }) => [title, buy]);
const left = ({ rest }: ReturnType<typeof purchaseList>) => rest.map(({ title, buy, reason }) => [title, buy, reason]);

test('so many are bought that no more than three wait for each copy', () => {
  const list = purchaseList(
    [queue('tepat batas', 3, 1, 50_000), queue('satu lebih', 4, 1, 50_000), queue('panjang', 10, 1, 50_000)],
    { ratio: 3, budget: undefined, price: undefined },
  );
  expect(bought(list)).toEqual([
    ['panjang', 3],
    ['satu lebih', 1],
  ]);
});

test('what is on order is there already', () => {
  const list = purchaseList([{ ...queue('dipesan', 10, 1, 50_000), onOrder: 3 }], {
    ratio: 3,
    budget: undefined,
    price: undefined,
  });
  expect([list.bought, list.rest]).toEqual([[], []]);
});

test('money is spent in the order of need, of a title as many copies as it buys, and what is left goes on', () => {
  const queues = [queue('mahal', 12, 1, 100_000), queue('tanpa eksemplar', 1, 0, 40_000), queue('murah', 4, 1, 20_000)];
  const list = purchaseList(queues, { ratio: 3, budget: 265_000, price: undefined });
  // 40,000 for the one without a copy, 200,000 for two of three, 20,000 for the last
  expect(bought(list)).toEqual([
    ['tanpa eksemplar', 1],
    ['mahal', 2],
    ['murah', 1],
  ]);
  expect(left(list)).toEqual([['mahal', 1, 'budget']]);
  expect(bought(purchaseList(queues, { ratio: 3, budget: 0, price: undefined }))).toEqual([]);
});

test('a title without a price is bought at the one that was entered, else it stands below', () => {
  const queues = [queue('tanpa harga', 4, 1, null)];
  expect(left(purchaseList(queues, { ratio: 3, budget: 1_000_000, price: undefined }))).toEqual([
    ['tanpa harga', 1, 'price'],
  ]);
  const [one] = purchaseList(queues, { ratio: 3, budget: 1_000_000, price: 75_000 }).bought;
  expect([one?.each, one?.priceFrom]).toEqual([75_000, 'entered']);
});

test('an hour that is open in part is open; a day that ends at four ends the hour of three', () => {
  expect(hoursOf({ opens: 510, closes: 600 })).toEqual([8, 9]);
  expect(hoursOf({ opens: 0, closes: 1440 })).toHaveLength(24);
  expect([lastHourOf(960), lastHourOf(990)]).toEqual([15, 16]);
});
