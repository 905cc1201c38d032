import { expect, test } from 'vitest';
import { tellableSums, tellClasses, type CountedClass } from './tell-classes.ts';

const one = (id: number, pupils: number, finished: number, at: Partial<CountedClass> = {}): CountedClass => ({
  ...{ id, pupils, finished, libraryId: 1, courseId: 1, isTellable: true },
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
