import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leastFor, tellableSums, tellClasses, type CountedClass } from './tell-classes.ts';

const one = (id: number, pupils: number, finished: number, at: Partial<CountedClass> = {}): CountedClass => ({
  ...{ id, pupils, finished, libraryId: 1, courseId: 1, isTellable: true, taughtBy: [] },
  ...at,
});

test('of a class of four beside one of thirty a school is told both together, and neither by itself', () => {
  const told = tellClasses([one(1, 30, 20), one(2, 4, 4)], 'school');
  expect(told({ libraryId: 1 })).toEqual({ pupils: 34, finished: 24 });
  expect([1, 2].map((id) => told({ libraryId: 1, courseId: 1, id }).pupils)).toEqual([null, null]);
  const three = tellClasses([one(1, 30, 20), one(2, 4, 4), one(3, 28, 10)], 'school');
  expect([1, 2, 3].map((id) => three({ libraryId: 1, courseId: 1, id }).pupils)).toEqual([30, null, null]);
  // in another course it comes out by the sum of the courses just as well
  const apart = tellClasses([one(1, 30, 20), one(2, 4, 4, { courseId: 2 })], 'school');
  expect([1, 2].map((courseId) => apart({ libraryId: 1, courseId }).pupils)).toEqual([null, null]);
});

test('who finished is told when neither they nor the others are few, and what its course keeps back does not come out by the sum', () => {
  const all = [one(1, 30, 28), one(2, 30, 15), one(3, 30, 10)];
  const told = tellClasses(all, 'school');
  // two of the first did not finish: the smallest of the others goes with it
  expect([1, 2, 3].map((id) => told({ libraryId: 1, courseId: 1, id }).finished)).toEqual([null, 15, null]);
  expect(told({ libraryId: 1 })).toEqual({ pupils: 90, finished: 53 });
  const kept = tellClasses([one(1, 30, 15, { isTellable: false }), one(2, 20, 10), one(3, 12, 6)], 'school');
  expect([1, 2, 3].map((id) => kept({ libraryId: 1, courseId: 1, id }).finished)).toEqual([null, 10, null]);
});

test('the city is told of schools from ten pupils on, and a hidden one does not come out by the sum', () => {
  const schools = [one(1, 40, 20), one(2, 12, 0, { libraryId: 2 }), one(3, 6, 6, { libraryId: 3 })];
  const told = tellClasses(schools, 'city');
  expect(told()).toEqual({ pupils: 58, finished: 26 });
  expect([1, 2, 3].map((libraryId) => told({ libraryId }).pupils)).toEqual([40, null, null]);
  // to the school itself six are enough
  expect(tellClasses(schools.slice(2), 'school')({ libraryId: 3 })).toEqual({ pupils: 6, finished: 6 });
  expect(tellClasses([], 'city')()).toEqual({ pupils: 0, finished: 0 });
});

test('what a course keeps back of all its classes in a school does not come out by the sum of the course, the school or the city', () => {
  // of fifty who came three did not finish; the page of the course tells fifty, and no sum may tell forty-seven
  const all = [one(1, 30, 22, { isTellable: false }), one(2, 30, 25, { isTellable: false })];
  for (const asker of ['school', 'city'] as const) {
    const told = tellClasses(all, asker);
    const asked = [undefined, { libraryId: 1 }, { libraryId: 1, courseId: 1 }, { libraryId: 1, courseId: 1, id: 1 }];
    expect(asked.map((which) => told(which).finished)).toEqual([null, null, null, null]);
    expect(told({ libraryId: 1 }).pupils).toBe(60);
  }
});

test('a sum of which one course is kept back is not told: the others stand on pages of their own', () => {
  const kept = [one(1, 30, 15, { isTellable: false }), one(2, 30, 15, { isTellable: false })];
  const told = tellClasses([...kept, one(3, 40, 20, { courseId: 2 })], 'school');
  expect([told(), told({ libraryId: 1 }), told({ libraryId: 1, courseId: 1 })].map(({ finished }) => finished)).toEqual(
    [...[null, null, null]],
  );
  // of two that are kept together neither comes out; and a course of which a class is told is not kept
  const two = tellClasses(
    [...kept, one(3, 40, 20, { courseId: 2 }), one(4, 30, 15, { courseId: 3, isTellable: false })],
    'school',
  );
  expect(two({ libraryId: 1 }).finished).toBe(65);
  const part = tellClasses(
    [one(1, 30, 15, { isTellable: false }), one(2, 30, 15), one(3, 40, 20, { courseId: 2 })],
    'school',
  );
  expect(part({ libraryId: 1 }).finished).toBe(50);
  // another school beside it is told, and the city is not
  const other = tellClasses([...kept, one(3, 40, 20, { courseId: 2 }), one(4, 30, 15, { libraryId: 2 })], 'city');
  expect([other().finished, other({ libraryId: 1 }).finished, other({ libraryId: 2 }).finished]).toEqual([
    null,
    null,
    15,
  ]);
});

test('classes are judged together beside the rest of their course', () => {
  const cell = (groupId: number | null, learners: number, finished: number) => ({
    courseId: 1,
    groupId,
    learners,
    finished,
  });
  const classes = [one(1, 30, 15), one(2, 30, 12)];
  const beside = (...others: ReturnType<typeof cell>[]) => [
    ...tellableSums(classes, [cell(1, 30, 15), cell(2, 30, 12), ...others], 5),
  ];
  expect(beside()).toEqual([1, 2]);
  // thirteen learn by themselves and three of them finished: thirty less twenty-seven
  expect(beside(cell(null, 13, 3))).toEqual([]);
  expect(beside(cell(null, 13, 0))).toEqual([1, 2]);
  expect(beside(cell(null, 13, 3), cell(9, 30, 10))).toEqual([1, 2]);
  // of each other course by itself
  expect(beside({ ...cell(null, 13, 3), courseId: 2 })).toEqual([1, 2]);
  // three of fifty did not finish; that nobody finished tells nothing
  expect([...tellableSums(classes, [cell(1, 25, 22), cell(2, 25, 25)], 5)]).toEqual([]);
  expect([...tellableSums(classes, [cell(1, 25, 0), cell(2, 3, 0), cell(null, 3, 3)], 5)]).toEqual([1, 2]);
});

test('of two courses that are kept back neither comes out for who teaches the other', () => {
  const kept = (taughtBy: readonly (readonly number[])[]) =>
    tellClasses(
      [
        one(9, 40, 20, { courseId: 9 }),
        ...taughtBy.map((own, at) => one(at + 1, 30, 15, { courseId: at + 1, isTellable: false, taughtBy: own })),
      ],
      'school',
    )({ libraryId: 1 }).finished;
  expect(kept([[], []])).toBe(50);
  expect(kept([[7], [8]])).toBeNull();
  // who knows both learns nothing, and who knows one of three learns no other
  expect(kept([[7], [7]])).toBe(50);
  expect(kept([[7], [8], [9]])).toBe(65);
  expect(kept([[7, 8], [8], [9]])).toBeNull();
});

test('what is kept back in one school does not come out as what is left of the city', () => {
  const all = [
    ...[one(1, 30, 15, { isTellable: false }), one(2, 60, 30, { courseId: 2 })],
    ...[3, 4].map((id) => one(id, 30, 15, { libraryId: 2, courseId: id, isTellable: false })),
    one(5, 60, 30, { libraryId: 2, courseId: 2 }),
  ];
  const told = tellClasses(all, 'city');
  expect(told().finished).toBe(105);
  // less the second school, and less the course that has a page of its own, it is that of the first
  expect([1, 2].map((libraryId) => told({ libraryId }).finished)).toEqual([null, null]);
  // to the second school itself nothing is told of the first
  expect(tellClasses(all.slice(2), 'school')({ libraryId: 2 }).finished).toBe(60);
});

/** Which sums of leaves come out of figures by adding and taking off, and what somebody knows besides: those that one sum makes, told apart. */
function comesOut(figures: readonly (readonly number[])[], wanted: readonly number[]): boolean {
  const rows = figures.map((row) => [...row]);
  const rest = [...wanted];
  for (let column = 0; column < rest.length; column += 1) {
    const at = rows.findIndex((row) => Math.abs(row[column] ?? 0) > 1e-9);
    const [pivot] = at === -1 ? [] : rows.splice(at, 1);
    if (!pivot) continue;
    for (const row of [...rows, rest]) {
      const by = (row[column] ?? 0) / (pivot[column] ?? 1);
      for (let n = 0; n < row.length; n += 1) row[n] = (row[n] ?? 0) - by * (pivot[n] ?? 0);
    }
  }
  return rest.every((value) => Math.abs(value) < 1e-9);
}

test('whatever is told, no sum of few comes out, nor a course that is kept back, whoever adds, takes off and teaches', () => {
  const part = fc.record({
    ...{ libraryId: fc.integer({ min: 1, max: 3 }), courseId: fc.integer({ min: 1, max: 3 }), keeps: fc.nat(3) },
    ...{
      pupils: fc.integer({ min: 1, max: 40 }),
      share: fc.nat(4),
      taughtBy: fc.uniqueArray(fc.nat(2), { maxLength: 2 }),
    },
  });
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 7 }), fc.constantFrom('school', 'city'), (drawn, asker) => {
      const finishedIn = ({ pupils, share }: (typeof drawn)[number]): number => Math.floor((pupils * share) / 4);
      const classes = drawn.map((own, n) => {
        const { libraryId, courseId, pupils, taughtBy } = own;
        // a course keeps back all of its classes in a school, or none, and nothing of nobody
        const sum = drawn.filter((other) => other.libraryId === libraryId && other.courseId === courseId);
        const isTellable = sum[0]?.keeps !== 0 || sum.every((other) => finishedIn(other) === 0);
        return one(n + 1, pupils, finishedIn(own), { libraryId, courseId, taughtBy, isTellable });
      });
      const tell = tellClasses(classes, asker);
      const least = leastFor(asker);
      type Which = Parameters<typeof tell>[0];
      const places: Which[] = [
        undefined,
        ...classes.flatMap(({ id, libraryId, courseId }) => [
          { libraryId },
          { libraryId, courseId },
          { libraryId, courseId, id },
        ]),
      ];
      const isIn = (which: Which) => (own: CountedClass) =>
        own.libraryId === (which?.libraryId ?? own.libraryId) &&
        own.courseId === (which?.courseId ?? own.courseId) &&
        own.id === (which?.id ?? own.id);
      const rowOf = (which: Which) => classes.map((own) => Number(isIn(which)(own)));
      for (const figure of ['pupils', 'finished'] as const) {
        const told = places.filter((which) => tell(which)[figure] !== null).map(rowOf);
        // every group of classes, however odd: what comes out of it is nobody or enough
        for (let group = 1; group < 2 ** classes.length; group += 1) {
          const wanted = classes.map((_, at) => Number((group >> at) % 2 === 1));
          const of = (count: (own: CountedClass) => number) =>
            classes.reduce((sum, own, at) => sum + (wanted[at] ?? 0) * count(own), 0);
          const counts =
            figure === 'pupils'
              ? [of(({ pupils }) => pupils)]
              : [of((own) => own.finished), of((own) => own.pupils - own.finished)];
          if (counts.some((count) => count > 0 && count < least)) expect(comesOut(told, wanted)).toBe(false);
        }
      }
      const sums = [
        ...Map.groupBy(classes, ({ libraryId, courseId }) => `${String(libraryId)} ${String(courseId)}`).values(),
      ];
      const hidden = sums.filter((own) => own.every(({ isTellable }) => !isTellable));
      const told = places.filter((which) => tell(which).finished !== null).map(rowOf);
      const open = sums.filter((own) => !hidden.includes(own)).flat();
      for (const teacher of [null, 0, 1, 2]) {
        const known = classes.filter(
          (own) => open.includes(own) || (teacher !== null && own.taughtBy.includes(teacher)),
        );
        const figures = [...told, ...known.map(({ id, libraryId, courseId }) => rowOf({ id, libraryId, courseId }))];
        for (const own of hidden.filter((all) => all.some((each) => !known.includes(each))))
          expect(
            comesOut(
              figures,
              classes.map((each) => Number(own.includes(each))),
            ),
          ).toBe(false);
      }
    }),
    { numRuns: 300 },
  );
});
