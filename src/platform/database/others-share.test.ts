import { expect, test } from 'vitest';
import { OthersShare, sharesOf } from './others-share.ts';

test('of twelve connections six are for readers; the seventh comes when one is given back', async () => {
  const share = sharesOf({ max: 12 })('reader') as OthersShare;
  const taken = await Promise.all(Array.from({ length: 6 }, async () => share.take()));
  let has = false;
  const seventh = share.take().then((giveBack) => {
    has = true;
    return giveBack;
  });
  await Promise.resolve();
  expect(has).toBe(false);
  taken[0]?.();
  // given back twice it is given back once
  taken[0]?.();
  const giveBack = await seventh;
  let more = false;
  void share.take().then(() => (more = true));
  await Promise.resolve();
  expect(more).toBe(false);
  giveBack();
  await expect.poll(() => more).toBe(true);
});

test('where none is given back in time, it is refused with the word of the pool, and whoever is next is not held up by it', async () => {
  const share = new OthersShare(1, { max: 1, connectionTimeoutMillis: 5 });
  const giveBack = await share.take();
  await expect(share.take()).rejects.toThrow('timeout exceeded when trying to connect');
  giveBack();
  await expect(share.take()).resolves.toBeTypeOf('function');
});

test('who signs in or acts takes nothing from readers, and desks take what they find; there is always one', async () => {
  const shareOf = sharesOf({ max: 2, connectionTimeoutMillis: 5 });
  expect(shareOf('desk')).toBe(null);
  expect(shareOf('act')).toBe(shareOf('newcomer'));
  await shareOf('reader')?.take();
  await expect(shareOf('reader')?.take()).rejects.toThrow();
  await expect(shareOf('act')?.take()).resolves.toBeTypeOf('function');
});
