import { existsSync } from 'node:fs';
import { utimes, writeFile } from 'node:fs/promises';
import { beforeEach, expect, test } from 'vitest';
import { insertWork } from '#platform/background/heavy-queue';
import type { Storage } from '#platform/storage';
import { idleJobs } from '../../../../tests/support/bare-services.ts';
import { refusal } from '../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../tests/support/test-db.ts';
import { listTroubles, tryAgain } from './index.ts';
import { tidyHeavyWork } from './jobs.ts';

const t = useTestDb();
const DAY = 86_400_000;
beforeEach(async () => {
  await t.db.deleteFrom('heavyWork').execute();
});

const ago = (days: number): Date => new Date(Date.now() - days * DAY);
const fileOf = async (words: string): Promise<string> =>
  (await t.storage.put('heavy', new TextEncoder().encode(words))).key;
/** Work that came with a file and ended so many days ago. */
async function ended(days: number, more: object = {}): Promise<{ id: string; inputKey: string }> {
  const inputKey = await fileOf('masukan');
  const by = { asker: { kind: 'account', id: 1, scopes: null } as const, locale: 'id' as const, libraryId: null };
  const id =
    (await insertWork(t.db, { kind: 'imports.class_list', input: { days }, inputKey, lane: 'rest', ...by })) ?? '';
  await t.db
    .updateTable('heavyWork')
    .set({ state: 'failed', endedAt: ago(days), errorCode: 'heavy_work.broken', errorTrace: 'Error: uji', ...more })
    .where('id', '=', id)
    .execute();
  return { id, inputKey };
}
const isThere = (key: string): boolean => existsSync(t.storage.path(key));

test('nobody is offered to try again what came with a file that is gone', async () => {
  const { id } = await ended(0);
  expect(await listTroubles(t.ctx(), idleJobs)).toMatchObject([{ id, again: false }]);
  expect(await refusal(tryAgain(t.ctx(), idleJobs, { source: 'heavy', name: 'x', id }))).toMatchObject({
    code: 'heavy_work.not_failed',
  });
});

test('an id that is none has not failed', async () => {
  for (const id of ['-'.repeat(36), 'f'.repeat(36), '\0']) {
    for (const source of ['heavy', 'job'])
      expect(
        await refusal(
          tryAgain(t.ctx(), { again: async () => Promise.reject(new Error(id)) }, { source, name: 'x', id }),
        ),
      ).toMatchObject({ code: 'heavy_work.not_failed' });
  }
});

test('after a day the files go, after a week the rows; a file that cannot be removed is tried again and keeps no other', async () => {
  const [stuck, old, fresh] = [await ended(8), await ended(8), await ended(0)];
  let broken = true;
  const storage: Storage = {
    ...t.storage,
    remove: async (key) =>
      broken && key === stuck.inputKey ? Promise.reject(new Error('EIO')) : t.storage.remove(key),
  };
  const left = async () => (await t.db.selectFrom('heavyWork').select('id').execute()).map(({ id }) => id).toSorted();
  await expect(tidyHeavyWork({ db: t.db, storage })).rejects.toThrow('1 of a round failed');
  expect([stuck, old, fresh].map(({ inputKey }) => isThere(inputKey))).toEqual([true, false, true]);
  expect(await left()).toEqual([stuck.id, fresh.id].toSorted());
  broken = false;
  await tidyHeavyWork({ db: t.db, storage });
  expect(isThere(stuck.inputKey)).toBe(false);
  expect(await left()).toEqual([fresh.id]);
});

test('what a process left behind that was killed goes too: whole files of nobody, and halves', async () => {
  const own = await ended(0);
  const [nobodys, recent] = [await fileOf('nama siswa'), await fileOf('baru saja')];
  const half = `${t.storage.path(nobodys)}.part`;
  await writeFile(half, 'separuh');
  for (const path of [half, t.storage.path(nobodys), t.storage.path(own.inputKey)]) await utimes(path, ago(2), ago(2));
  await tidyHeavyWork({ db: t.db, storage: t.storage });
  expect([isThere(nobodys), existsSync(half), isThere(recent), isThere(own.inputKey)]).toEqual([
    false,
    false,
    true,
    true,
  ]);
});
