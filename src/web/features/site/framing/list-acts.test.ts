import { expect, test } from 'vitest';
import { platformErrors } from '#platform/errors';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { aboutRow, movedRow, saveChanged, withoutRow, withRow } from './list-acts.server.ts';

const rows = [1, 2, 3].map((id) => ({ id, label: `Ke ${id}` }));
const ids = (list: readonly { id?: number | null }[]) => list.map(({ id }) => id);

test('a row is moved one place, and at the ends it stays', () => {
  expect(ids(movedRow(rows, 2, 'up'))).toEqual([2, 1, 3]);
  expect(ids(movedRow(rows, 2, 'down'))).toEqual([1, 3, 2]);
  expect(ids(movedRow(rows, 1, 'up'))).toEqual([1, 2, 3]);
  expect(ids(movedRow(rows, 3, 'down'))).toEqual([1, 2, 3]);
});

test('a row is written over itself, added behind the others, and taken out', () => {
  expect(withRow(rows, { id: 2, label: 'Lain' }).map(({ label }) => label)).toEqual(['Ke 1', 'Lain', 'Ke 3']);
  expect(ids(withRow<{ id: number | null; label: string }>(rows, { id: null, label: 'Baru' }))).toEqual([
    1,
    2,
    3,
    null,
  ]);
  expect(ids(withoutRow(rows, 2))).toEqual([1, 3]);
});

test('an act on a row that somebody took out meanwhile is told, not done', async () => {
  for (const act of [
    () => movedRow(rows, 9, 'up'),
    () => withRow(rows, { id: 9, label: 'Lain' }),
    () => withoutRow(rows, 9),
  ]) {
    const work = async () => Promise.resolve().then(act);
    expect((await refusal(work())).code).toBe('platform.version_conflict');
  }
});

test('a list that stays as it was is not written', async () => {
  const written: unknown[] = [];
  const save = async (list: unknown) => {
    written.push(list);
    return Promise.resolve();
  };
  await saveChanged(rows, movedRow(rows, 1, 'up'), save);
  await saveChanged(rows, withRow(rows, { id: 2, label: 'Ke 2' }), save);
  expect(written).toEqual([]);
  await saveChanged(rows, withoutRow(rows, 2), save);
  expect(written).toHaveLength(1);
});

test('what is wrong with a row of the list is said at the field of its form', async () => {
  const refuse = async (): Promise<void> => {
    await Promise.resolve();
    throw platformErrors.invalidInput({}, { 'links.3.href': 'address', 'links.1.pageId': 'unknown' });
  };
  expect((await refusal(aboutRow(refuse()))).fields).toEqual({ href: 'address', to: 'unknown' });
});
