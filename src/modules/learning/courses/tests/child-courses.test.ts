import { beforeAll, expect, test } from 'vitest';
import { createMember, endLink, getMember, linkChild } from '#modules/people/members';
import { makeLibrary } from '#modules/lending/circulation/testing';
import type { Ctx } from '#platform/context';
import { code } from '../../../../../tests/support/collection-house.ts';
import { choice, courseHouse } from '../../../../../tests/support/course-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { joinCourse, listChildCourses } from '../index.ts';

const t = useTestDb();
const { open } = courseHouse(t);
let libraryId = 0;
const desk = (): Ctx => ({ ...t.ctx(), libraryId });
const person = async (birthDate: string): Promise<string> => {
  const input = { fullName: `Orang ${birthDate}`, category: 'umum', birthDate, homeLibrary: 'KOTA' };
  return (await createMember(desk(), { ...input, guardianName: birthDate > '2008-11-25' ? 'Bu Dewi' : '' })).number;
};
const signedIn = async (number: string): Promise<Ctx> => {
  const { id, fullName } = await getMember(t.ctx(), number);
  return t.ctx({ kind: 'member', id, number, name: fullName, sessionId: 1 });
};
beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
});

test('a mother sees in which courses her child takes part, and nobody else does; the link ended, she sees it no more', async () => {
  const [mother, child, stranger] = [
    await person('1988-02-03'),
    await person('2016-05-06'),
    await person('1990-01-01'),
  ];
  await linkChild(desk(), mother, { child, relation: 'ibu', channel: 'desk' });
  const course = await open('Detektif', [choice()]);
  expect(await listChildCourses(await signedIn(mother), child)).toEqual([]);
  await joinCourse(await signedIn(child), course.slug, { key: null });
  const [seen] = await listChildCourses(await signedIn(mother), child);
  expect(seen).toMatchObject({ course: { title: 'Detektif' }, done: 0, finishedAt: null });
  expect(Object.keys(seen ?? {}).toSorted()).toEqual(['beganAt', 'course', 'done', 'finishedAt']);
  for (const who of [stranger, child])
    expect(await code(listChildCourses(await signedIn(who), child))).toBe('platform.forbidden');
  expect(await code(listChildCourses(await signedIn(mother), 'TIDAK-ADA'))).toBe('platform.forbidden');
  expect(await code(listChildCourses(desk(), child))).toBe('platform.sign_in_needed');
  await endLink(await signedIn(mother), mother, child);
  expect(await code(listChildCourses(await signedIn(mother), child))).toBe('platform.forbidden');
});
