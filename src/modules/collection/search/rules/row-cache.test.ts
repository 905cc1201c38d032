import { expect, test } from 'vitest';
import type { StoredRow } from './query/evaluate.ts';
import { RowCache } from './row-cache.ts';

const row = (bytes: number, places = false): StoredRow => ({
  list: new Uint8Array(bytes),
  places: places ? new Uint8Array(bytes) : null,
});

test('a row that was fetched is not fetched again, nor one that does not exist', () => {
  const cache = new RowCache(10_000);
  expect(cache.look(['buku', 'tiada'], false)).toEqual({ known: new Map(), missing: ['buku', 'tiada'] });
  const buku = row(10);
  cache.keep(['buku', 'tiada'], new Map([['buku', buku]]));
  expect(cache.look(['buku', 'tiada'], false)).toEqual({ known: new Map([['buku', buku]]), missing: [] });
});

test('a phrase fetches a row again that is known without its places', () => {
  const cache = new RowCache(10_000);
  cache.keep(['buku'], new Map([['buku', row(10)]]));
  expect(cache.look(['buku'], true).missing).toEqual(['buku']);
  cache.keep(['buku'], new Map([['buku', row(10, true)]]));
  expect(cache.look(['buku'], true).missing).toEqual([]);
  expect(cache.look(['buku'], false).missing).toEqual([]);
});

test('what was asked for longest ago is forgotten first', () => {
  const cache = new RowCache(4000);
  for (const term of ['a', 'b', 'c']) cache.keep([term], new Map([[term, row(1000)]]));
  cache.look(['a'], false);
  cache.keep(['d'], new Map([['d', row(1000)]]));
  expect(cache.look(['a', 'b', 'c', 'd'], false).missing).toEqual(['b']);
});

test('a row too large for the whole budget is not kept', () => {
  const cache = new RowCache(1000);
  cache.keep(['besar'], new Map([['besar', row(5000)]]));
  expect(cache.look(['besar'], false).missing).toEqual(['besar']);
});
