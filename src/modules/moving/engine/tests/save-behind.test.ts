import { expect, test } from 'vitest';
import { saveBehind } from '../save-behind.ts';

async function* groups(): AsyncGenerator<number> {
  for (const group of [1, 2, 3]) yield await Promise.resolve(group);
}
/** A save that ends when it is told to. */
function gate() {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  return { promise, open: () => resolve(undefined), reject };
}
const never = new AbortController().signal;

test('the next group is planned while one is saved, and saved only behind it', async () => {
  const seen: string[] = [];
  const gates = new Map([1, 2, 3].map((group) => [group, gate()]));
  const all = saveBehind(groups(), never, (group) => {
    seen.push(`plan ${group}`);
    return async () => {
      seen.push(`save ${group}`);
      await gates.get(group)?.promise;
      seen.push(`saved ${group}`);
    };
  });
  await expect.poll(() => seen).toEqual(['plan 1', 'save 1', 'plan 2']);
  for (const one of gates.values()) one.open();
  await all;
  const saves = seen.filter((word) => word.startsWith('save'));
  expect(saves).toEqual(['save 1', 'saved 1', 'save 2', 'saved 2', 'save 3', 'saved 3']);
});

test('what cannot be planned is said when the save before it has ended', async () => {
  const first = gate();
  const seen: string[] = [];
  const all = saveBehind(groups(), never, (group) => {
    if (group === 2) throw new Error('not a row');
    return async () => {
      await first.promise;
      seen.push('saved 1');
    };
  });
  const failed = expect(all).rejects.toThrow('not a row');
  first.open();
  await failed;
  expect(seen).toEqual(['saved 1']);
});

test('a save that fails ends all, and no later one begins', async () => {
  const seen: number[] = [];
  const all = saveBehind(groups(), never, (group) => async () => {
    seen.push(group);
    await Promise.reject(new Error('the disk is full'));
  });
  await expect(all).rejects.toThrow('the disk is full');
  expect(seen).toEqual([1]);
});

test('who is stopped saves nothing more', async () => {
  const stop = new AbortController();
  const seen: number[] = [];
  const all = saveBehind(groups(), stop.signal, (group) => async () => {
    seen.push(group);
    stop.abort();
    await Promise.resolve();
  });
  await expect(all).rejects.toThrow();
  expect(seen).toEqual([1]);
});
