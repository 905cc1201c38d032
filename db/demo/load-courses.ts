/** The courses of the sample city, `courses/*.json`, with their pictures, `course-pictures/*.svg`, with people who learn by them, and classes of two schools: `courses.json`. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { insertSpace } from '../../src/modules/ground/libraries/testing.ts';
import { saveSampleCertificates, saveSampleClass, saveSamplePlan } from '../../src/modules/learning/classes/testing.ts';
import { loadCoauthors } from './load-coauthors.ts';
import { saveSampleCourse, saveSampleLearner } from '../../src/modules/learning/courses/testing.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import type { Storage } from '../../src/platform/storage.ts';
import { addDays } from '../../src/shared/dates.ts';
import { loadCourseTests, type Taker } from './load-course-tests.ts';

const COURSES = ['detektif-informasi', 'cek-dulu', 'mencari-informasi', 'meja-sirkulasi'] as const;
/** Where classes come, and into which room. */
const HOST = 'PUSAT';
const ROOM = { code: 'LITERASI', name: 'Ruang literasi', sortOrder: 90 };
/** Browsers that nobody has signed in with. */
const BROWSERS = 34;
/** Lessons of the course that they learn by. */
const LESSONS = 5;
const DAY = 86_400_000;

const days = z.int().nonnegative();
const schema = z.object({
  note: z.string(),
  pin: z.string(),
  classes: z.array(
    z.object({
      course: z.enum(COURSES),
      name: z.string(),
      library: z.string(),
      teacher: z.string(),
      code: z.string(),
      beganDaysAgo: days,
      endedDaysAgo: days.nullable(),
      plan: z
        .object({
          way: z.enum(['school', 'library']),
          weekday: z.int().min(1).max(7),
          from: days,
          to: days,
          times: days,
          place: z.string(),
          librarian: z.string().nullable(),
          messages: z.array(z.object({ pupil: z.string().nullable(), words: z.string(), daysAgo: days })),
          box: z.boolean(),
          request: z.object({ titles: z.array(z.string()), inDays: days, days }).nullable(),
        })
        .nullable(),
      pupils: z.array(z.object({ name: z.string(), lessons: days, wrongEvery: days, seenDaysAgo: days })),
    }),
  ),
});

const fileOf = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
/** A picture by its name in an archive. */
const pictureOf = (name: string): Uint8Array =>
  readFileSync(new URL(name.replace(/^berkas\//, 'course-pictures/'), import.meta.url));
const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();

/** @returns the courses by their names */
export async function loadCourses(
  trx: Tx,
  ctx: Ctx,
  about: {
    storage: Storage;
    memberId: number;
    today: string;
    libraryIdOf: (code: string) => number;
    accounts: ReadonlyMap<string, number>;
    /** Bulk loans by the unit that received them. */
    boxes: ReadonlyMap<string, number>;
  },
): Promise<ReadonlyMap<string, number>> {
  const ids = new Map<string, number>();
  for (const name of COURSES)
    ids.set(
      name,
      await saveSampleCourse(trx, ctx, {
        ...{ archive: fileOf(`courses/${name}.json`), published: true },
        beside: { storage: about.storage, bytes: pictureOf },
      }),
    );
  const ago = (number: number): Date => new Date(ctx.clock.now().getTime() - number * DAY);
  const courseId = ids.get('cek-dulu') ?? 0;
  const learns = { courseId, lessons: 2, wrongEvery: 4 };
  const takers: Taker[] = [];
  await saveSampleLearner(trx, ctx, { ...learns, who: { memberId: about.memberId }, at: ago(1) });
  for (let nth = 0; nth < BROWSERS; nth += 1) {
    const finished = nth % 5 > 1;
    const learnerId = await saveSampleLearner(trx, ctx, {
      ...{ courseId, who: { keyHash: hashOf(`contoh ${nth}`) }, at: ago(nth + 1), finished },
      ...{ lessons: finished ? LESSONS : 1 + (nth % 5), wrongEvery: 2 + (nth % 4) },
    });
    takers.push({ courseId, learnerId, nth, beforeAt: ago(nth + 8), afterAt: finished ? ago(nth + 1) : null });
  }
  const host = about.libraryIdOf(HOST);
  const { id: room } = await insertSpace(trx, ctx, host, { kind: 'ruang', ...ROOM });
  const { pin, classes } = schema.parse(fileOf('courses.json'));
  for (const { course, library, teacher, beganDaysAgo, endedDaysAgo, pupils, plan, ...one } of classes) {
    const startsOn = addDays(about.today, -beganDaysAgo);
    const year = Number(startsOn.slice(0, 4)) - (startsOn.slice(5) < '07' ? 1 : 0);
    const learnt = ids.get(course) ?? 0;
    const keys = await saveSampleClass(trx, ctx, {
      ...{ ...one, pin, startsOn, courseId: learnt, libraryId: about.libraryIdOf(library), at: ago(beganDaysAgo) },
      ...{ schoolYear: `${year}/${year + 1}`, endedAt: endedDaysAgo === null ? null : ago(endedDaysAgo) },
      teacherId: about.accounts.get(teacher) ?? 0,
      pupils: pupils.map(({ name }) => name),
    });
    for (const [nth, { lessons, wrongEvery, seenDaysAgo }] of pupils.entries()) {
      const finished = endedDaysAgo !== null && lessons >= LESSONS;
      const learnerId = await saveSampleLearner(trx, ctx, {
        ...{ courseId: learnt, who: { keyHash: hashOf(keys[nth] ?? '') }, at: ago(seenDaysAgo) },
        ...{ lessons, wrongEvery, finished },
      });
      const afterAt = finished ? ago(seenDaysAgo) : null;
      takers.push({ courseId: learnt, learnerId, nth, beforeAt: ago(beganDaysAgo), afterAt });
    }
    if (plan) {
      const { librarian, box, request, ...rest } = plan;
      const inLibrary = plan.way === 'library';
      await saveSamplePlan(trx, ctx, {
        ...{ ...rest, code: one.code, libraryId: inLibrary ? host : null, spaceId: inLibrary ? room : null },
        librarianId: librarian === null ? null : (about.accounts.get(librarian) ?? null),
        bulkLoanId: box ? (about.boxes.get(library) ?? null) : null,
        request: request && { ...request, libraryId: host },
      });
    }
    if (endedDaysAgo !== null) await saveSampleCertificates(trx, ctx, one.code);
  }
  await loadCourseTests(trx, ctx, { courses: ids, takers });
  await loadCoauthors(trx, ctx, { courses: ids, accounts: about.accounts });
  return ids;
}
