import { beforeAll, expect, test } from 'vitest';
import { choice } from '../../../../../tests/support/course-house.ts';
import { courseTestHouse } from '../../../../../tests/support/course-test-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { selectGainCells } from '../data/gain-cells.queries.ts';
import { selectItemCells } from '../data/item-cells.queries.ts';
import { gainOf, itemCount } from '../rules/figures.ts';

const t = useTestDb();
const { draft, publish, openTest, item, line, readLines, handedIn } = courseTestHouse(t);
beforeAll(readLines);

/** A course with three items of one line, and a fourth of another. */
async function withItems(title: string) {
  const course = await draft(title, [choice()]);
  await publish(course.id);
  const asked = [item('Satu'), item('Dua'), item('Tiga'), item('Empat', line.judging)];
  return { ...course, items: await openTest(course.id, asked) };
}
const cellsOf = async (courseId: number) => selectGainCells(t.db, [courseId], 'UTC');
/** Items of a part by their places in the test. */
async function itemsOf(course: { id: number; items: readonly number[] }) {
  const cells = await selectItemCells(t.db, course.id);
  const versions = await t.db
    .selectFrom('testItemVersion')
    .select(['id', 'itemId'])
    .where('itemId', 'in', course.items)
    .execute();
  const placeOf = new Map(versions.map(({ id, itemId }) => [id, course.items.indexOf(itemId) + 1]));
  return (place: number) =>
    itemCount(cells.filter(({ versionId }) => versionId !== null && placeOf.get(versionId) === place));
}

test('who did both is measured by the items that stood in both; who did one is counted apart', async () => {
  const course = await withItems('Satu penggaris');
  await handedIn(course, [
    { learner: 1, part: 'before', answers: [1, -2] },
    { learner: 1, part: 'after', answers: [1, 2] },
    // the second item was changed meanwhile and is the third now: the first alone measures twice
    { learner: 2, part: 'before', answers: [-1, -2] },
    { learner: 2, part: 'after', answers: [1, 3] },
    { learner: 3, part: 'before', answers: [1, 2] },
    { learner: 4, part: 'after', answers: [-1, 4] },
    // nothing in common
    { learner: 5, part: 'before', answers: [1] },
    { learner: 5, part: 'after', answers: [3] },
  ]);
  const cells = await cellsOf(course.id);
  const all = cells.filter(({ competenceId }) => competenceId === null);
  // 50 → 100 and 0 → 100
  expect(all).toMatchObject([{ pairs: 2, before: 50, after: 200, squares: 12_500, onlyBefore: 1, onlyAfter: 1 }]);
  expect(gainOf(all)).toEqual({ pairs: 2, before: 25, after: 100, gain: 75, variance: 1250 });
  expect(cells.filter(({ competenceId }) => competenceId === line.judging)).toMatchObject([
    { pairs: 0, onlyBefore: 0, onlyAfter: 1 },
  ]);
});

test('an item is as hard as few are right, and tells people apart as it goes with the rest of the test', async () => {
  const course = await withItems('Daya beda');
  await handedIn(course, [
    { learner: 1, part: 'after', answers: [1, 2, 3], groupId: 9001 },
    { learner: 2, part: 'after', answers: [1, 2, -3] },
    { learner: 3, part: 'after', answers: [1, -2, -3], groupId: 9001 },
    { learner: 4, part: 'after', answers: [-1, -2, -3] },
  ]);
  const at = await itemsOf(course);
  // x = 1 1 1 0, rest = 1 ½ 0 0: 0.375 ÷ √(0.75 × 0.6875)
  expect(at(1)).toMatchObject({ people: 4, right: 3 });
  expect(at(1).discrimination).toBeCloseTo(0.52223, 5);
  // x = 1 1 0 0, rest = 1 ½ ½ 0: 0.5 ÷ √(1 × 0.5)
  expect(at(2)).toMatchObject({ people: 4, right: 2 });
  expect(at(2).discrimination).toBeCloseTo(0.70711, 5);
});

test('where everybody is right, where thirds differ by a hair, and where nothing stands beside it, nothing can be said', async () => {
  const course = await withItems('Sama semua');
  await handedIn(course, [
    { learner: 1, part: 'after', answers: [1, 2] },
    { learner: 2, part: 'after', answers: [1, -2] },
  ]);
  expect((await itemsOf(course))(1).discrimination).toBeNull();
  const alone = await withItems('Sendiri');
  await handedIn(alone, [
    { learner: 1, part: 'after', answers: [1] },
    { learner: 2, part: 'after', answers: [-1] },
  ]);
  expect((await itemsOf(alone))(1)).toEqual({ people: 2, right: 1, discrimination: null });
  // the rest is a third for each
  const thirds = await withItems('Sepertiga');
  await handedIn(thirds, [
    { learner: 1, part: 'after', answers: [1, 2, -3, -4] },
    { learner: 2, part: 'after', answers: [-1, -2, 3, -4] },
    { learner: 3, part: 'after', answers: [1, -2, -3, 4] },
  ]);
  expect((await itemsOf(thirds))(1).discrimination).toBeNull();
  await handedIn(
    thirds,
    [0, 1, 2].flatMap((learner) => [
      { learner: 10 + learner, part: 'before' as const, answers: [1, -2, -3] },
      { learner: 10 + learner, part: 'after' as const, answers: [1, 2, -3] },
    ]),
  );
  const gained = (await cellsOf(thirds.id)).filter(({ competenceId }) => competenceId === null);
  expect(gainOf(gained)).toMatchObject({ pairs: 3, variance: 0 });
});
