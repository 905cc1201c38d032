import { expect, test } from 'vitest';
import { allParts, Round } from './round.ts';

const ctx = { requestId: 'uji' };

test('a row that fails stops nobody else, and the round says that it failed', async () => {
  const done: number[] = [];
  const round = new Round(ctx);
  await round.each([1, 2, 3], async (row) =>
    row === 2 ? Promise.reject(new Error('rusak')) : Promise.resolve(done.push(row)),
  );
  expect(done).toEqual([1, 3]);
  expect(() => round.end()).toThrow('1 of a round failed, the first: Error: rusak');
});

test('a round ends when the process does, and parts of a job do not wait for each other to be right', async () => {
  const stop = new AbortController();
  const done: number[] = [];
  const round = new Round(ctx, stop.signal);
  await round.each([1, 2], async (row) => {
    stop.abort();
    return Promise.resolve(done.push(row));
  });
  round.end();
  expect(done).toEqual([1]);
  const parts = allParts(ctx, [
    async () => Promise.reject(new Error('rusak')),
    async () => Promise.resolve(done.push(2)),
  ]);
  await expect(parts).rejects.toThrow('rusak');
  expect(done).toEqual([1, 2]);
});

test('rows that are done in one go stop nobody else either: only the one that fails is left', async () => {
  const done: number[] = [];
  const round = new Round(ctx);
  await round.together([1, 2, 3, 4, 5], async (rows) =>
    rows.includes(4) ? Promise.reject(new Error('rusak')) : Promise.resolve(done.push(...rows)),
  );
  expect(done).toEqual([1, 2, 3, 5]);
  expect(() => round.end()).toThrow('1 of a round failed, the first: Error: rusak');
});
