import { permissions } from '#contributed/permissions';
import { ensureBuiltinRoles } from '#modules/ground/identity';
import { makeAccount } from '#modules/ground/identity/testing';
import { addPupils, createClass, noteAllConsents, signInPupil, viewClass } from '#modules/learning/classes';
import type { TaughtClass, ToldPin } from '#modules/learning/classes/client';
import type { TaskInput } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { choice, courseHouse } from './course-house.ts';
import type { TestDb } from './test-db.ts';

let made = 0;

/** Teachers, their classes and pupils in the database of a test. */
export function classHouse(t: TestDb) {
  const courses = courseHouse(t);

  /** Somebody who may teach at a library. */
  async function teacher(libraryId: number, fullName = 'Mega Puspita'): Promise<{ id: number; ctx: () => Ctx }> {
    made += 1;
    await ensureBuiltinRoles(t.db, { permissions });
    const { id } = await makeAccount(t, {
      ...{ username: `guru.${made}`, fullName },
      grants: [{ role: 'school_staff', libraryId }],
    });
    return { id, ctx: () => t.ctx({ id, name: fullName, grants: [{ libraryId, permissions: ['courses.teach'] }] }) };
  }
  /** A class of so many pupils whose parents allow it, with their PINs. */
  async function aClass(
    by: { ctx: () => Ctx },
    {
      libraryId,
      pupils,
      consent = true,
      tasks = [choice()],
    }: { libraryId: number; pupils: number; consent?: boolean; tasks?: readonly TaskInput[] },
  ): Promise<{ id: number; code: string; pins: ToldPin[]; course: Awaited<ReturnType<typeof courses.open>> }> {
    made += 1;
    const course = await courses.open(`Cek dulu ${made}`, tasks);
    const head = { name: '8B', schoolYear: '2026/2027', startsOn: '2026-10-20' };
    const id = await createClass(by.ctx(), { ...head, libraryId, courseId: course.id });
    const names = Array.from({ length: pupils }, (_, at) => `Murid Nomor ${String(at + 1).padStart(2, '0')}`).join(
      '\n',
    );
    const pins = pupils === 0 ? [] : await addPupils(by.ctx(), id, { names });
    if (consent) await noteAllConsents(by.ctx(), id, (await viewClass(by.ctx(), id)).version);
    return { id, pins, course, code: (await viewClass(by.ctx(), id)).code };
  }
  /** A pupil at the door, in a browser of the school. */
  const enter = async (code: string, picture: number, pin: string, ip = '203.0.113.7') =>
    signInPupil(courses.guest(), { code, picture, pin, ip });
  /** A PIN that is not this one. */
  const otherThan = (pin: string): string => (pin === '8520' ? '8521' : '8520');
  const memberOf = (seen: TaughtClass, id: number) => seen.members.find((one) => one.id === id);
  return { ...courses, teacher, aClass, enter, otherThan, memberOf };
}
