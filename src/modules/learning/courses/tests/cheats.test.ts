import { beforeAll, expect, test } from 'vitest';
import { deleteBib, mergeBibs } from '#modules/collection/catalog';
import { makeBib } from '#modules/collection/catalog/testing';
import { aLibrary } from '#modules/people/members/testing';
import { courseHouse, twoBooks } from '../../../../../tests/support/course-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { answerTask } from '../index.ts';

const t = useTestDb();
const { guest, open, book } = courseHouse(t);
let main: { id: number; code: string };

beforeAll(async () => {
  main = await aLibrary(t.ctx());
});

const versionOf = async (id: number): Promise<number> =>
  (await t.db.selectFrom('bib').select('version').where('id', '=', id).executeTakeFirstOrThrow()).version;
async function answering(title: string) {
  const { slug, lesson, taskIds } = await open(title, [twoBooks]);
  return async (...bibIds: number[]) => {
    const answer = { kind: 'search' as const, bibIds };
    const at = { course: slug, lesson, taskId: taskIds[0] ?? 0, answer };
    const { outcome } = await answerTask(guest(), at, { key: null });
    return outcome.kind === 'search'
      ? { right: outcome.right, faults: outcome.found.map(({ faults }) => faults) }
      : null;
  };
}

test('one book is not two: not twice, nor beside the record that was joined to it; what is gone or never was is no book', async () => {
  const [kept, twin] = [
    await book(main.id, { title: 'Gunung Api Kita' }),
    await book(main.id, { title: 'Gunung Api Kita' }),
  ];
  const gone = await makeBib(t.ctx(), { title: 'Kawah', ddc: '551.21', year: 2019 });
  const say = await answering('Satu dihitung dua');
  await mergeBibs(t.ctx(), {
    ...{ keepId: kept.bibId, keepVersion: await versionOf(kept.bibId) },
    ...{ dropId: twin.bibId, dropVersion: await versionOf(twin.bibId) },
  });
  expect(await say(kept.bibId, twin.bibId)).toEqual({ right: false, faults: [[], ['unknown']] });
  expect((await say(kept.bibId, kept.bibId))?.right).toBe(false);
  await deleteBib(t.ctx(), { id: gone, version: await versionOf(gone), reason: 'Keliru' });
  expect(await say(kept.bibId, gone)).toEqual({ right: false, faults: [[], ['unknown']] });
  expect(await say(kept.bibId, 999_999_999)).toEqual({ right: false, faults: [[], ['unknown']] });
});

test('a copy that is set aside for somebody, or stands in a library that has closed, is on no shelf', async () => {
  const closed = await aLibrary(t.ctx(), 'TUTUP');
  const [here, aside, away] = [
    await book(main.id, { title: 'Lahar' }),
    await book(main.id, { title: 'Abu' }),
    await book(closed.id, { title: 'Magma' }),
  ];
  const say = await answering('Tidak di rak');
  await t.db.updateTable('item').set({ setAside: 'waiting' }).where('barcode', '=', aside.barcode).execute();
  expect(await say(here.bibId, aside.bibId)).toEqual({ right: false, faults: [[], ['on_loan']] });
  await t.db.updateTable('library').set({ active: false }).where('id', '=', closed.id).execute();
  expect(await say(here.bibId, away.bibId)).toEqual({ right: false, faults: [[], ['no_copy']] });
});
