import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

test('work of one name is done in the order in which it came, also after work that failed; other names do not wait', async () => {
  const turns = new Turns();
  const done: string[] = [];
  const first = Promise.withResolvers<string>();
  const waiting = [
    turns.take('a', async () => done.push(await first.promise)),
    turns
      .take('a', async () => {
        done.push('failed');
        return Promise.reject(new Error('no'));
      })
      .catch(() => 0),
    turns.take('a', async () => Promise.resolve(done.push('last'))),
  ];
  await turns.take('b', async () => Promise.resolve(done.push('other')));
  expect(done).toEqual(['other']);
  first.resolve('first');
  await Promise.all(waiting);
  expect(done).toEqual(['other', 'first', 'failed', 'last']);
  await turns.take('a', async () => Promise.resolve(done.push('later')));
  expect(done.at(-1)).toBe('later');
});
