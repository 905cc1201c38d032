import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { courseTestHouse } from '../../../../../tests/support/course-test-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { viewCourseResults } from '../index.ts';

const t = useTestDb();
const { writer, tested, item, openTest, readLines } = courseTestHouse(t);
beforeAll(readLines);

const LEARNERS = 10_000;
/** Far above what it takes on a machine that does something else as well, far below what it took sitting by sitting. */
const MOST_MS = 4_000;

test('twenty thousand sittings are told at once, by numbers that can be worked out by hand', async () => {
  const course = await tested('Kota besar');
  await openTest(
    course.id,
    Array.from({ length: 7 }, (_, nth) => item(`Soal ${nth + 4}`)),
  );
  const at = t.clock.now();
  await sql`
    insert into course_learner (course_id, course_version_id, key_hash, began_at, seen_at)
    select ${course.id}, (select id from course_version where course_id = ${course.id}), int4send(n), ${at}, ${at}
    from generate_series(1, ${LEARNERS}::int) n`.execute(t.db);
  await sql`
    insert into test_sitting (learner_id, part, began_at, handed_in_at)
    select id, part, ${at}, ${at} from course_learner, unnest(array['before', 'after']) part where course_id = ${course.id}`.execute(
    t.db,
  );
  // before, half of the items are right: the first five of every other learner, the others of the rest; after, all but the last of every fourth
  await sql`
    insert into test_answer (sitting_id, item_version_id, position, is_right)
    select s.id, v.id, v.nth, case when s.part = 'before' then (v.nth < 5) = (s.learner_id % 2 = 0) else v.nth < 9 or s.learner_id % 4 <> 0 end
    from test_sitting s join course_learner w on w.id = s.learner_id,
      (select v.id, row_number() over (order by v.id) - 1 as nth from test_item_version v join test_item i on i.id = v.item_id
        where i.course_id = ${course.id}) v
    where w.course_id = ${course.id}`.execute(t.db);
  await sql`analyze test_sitting, test_answer, course_learner`.execute(t.db);
  const began = performance.now();
  const results = await viewCourseResults(writer(), course.id, null);
  const took = performance.now() - began;
  expect(results.gain).toMatchObject({ pairs: LEARNERS, before: 50, after: 97.5, gain: 47.5 });
  // what each gained is 50 or 40 in a quarter: σ = √(0.75 × 0.25) × 10
  const half = (1.96 * Math.sqrt(0.1875) * 10) / Math.sqrt(LEARNERS);
  expect(results.gain?.interval?.low).toBeCloseTo(47.5 - half, 3);
  expect(results.items).toHaveLength(10);
  expect(results.items.map(({ before }) => before.share)).toEqual(Array.from({ length: 10 }, () => 0.5));
  // whoever had one of the first five right had four of the other nine right, else five: the one goes against the other
  expect(results.items[0]?.before.discrimination).toBeCloseTo(-1, 6);
  expect(results.items[9]?.after).toMatchObject({ people: LEARNERS, share: 0.75, discrimination: null });
  expect(took).toBeLessThan(MOST_MS);
}, 60_000);
