import { certificatesById, certificatesOfAccounts, type HeldCertificate } from '#modules/community/certificates';
import { finishedCourses, type FinishedCourse } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { localDate } from '#shared/dates';
import type { LearntThing } from './client.ts';
import { courseOf } from './course-subject.ts';
import { selectEntries, type EntryRow } from './data/entries.queries.ts';
import { selectWorkshops } from './data/workshops.queries.ts';

const nothing = { number: '', code: null, slug: null, rowId: null, courseId: null, includes: null, isRevoked: false };

/** @param zone where they work: in it a day ends, and a year */
const ofCourse = (one: FinishedCourse, zone: string): LearntThing => ({
  ...nothing,
  source: 'course',
  ...{ key: `course ${one.courseId}`, title: one.title, by: '', jp: one.jp },
  ...{ on: localDate(one.finishedAt, zone), courseId: one.courseId, slug: one.isOpen ? one.slug : null },
});

const ofPaper = (one: HeldCertificate): LearntThing => ({
  ...nothing,
  source: 'workshop',
  ...{ key: `certificate ${one.id}`, title: one.title, by: one.library, jp: one.jp },
  ...{ on: one.endsOn, number: one.number, code: one.code, isRevoked: one.isRevoked },
});

const ofEntry = (one: EntryRow): LearntThing => ({
  ...nothing,
  source: 'own',
  ...{ key: `entry ${one.id}`, title: one.title, by: one.organiser, jp: one.jp, on: one.heldOn },
  ...{ number: one.certificateNumber, rowId: one.id, includes: one.courseId },
});

/** All that people of staff learnt, in no order, for the rules to count. The caller has checked who may see it. @param zone where they work */
export async function learntBy(
  ctx: Pick<Ctx, 'locale'> & { db: Db | Tx },
  accountIds: readonly number[],
  zone: string,
): Promise<Map<number, LearntThing[]>> {
  const all = new Map<number, LearntThing[]>(accountIds.map((id) => [id, []]));
  const add = (id: number | null, thing: LearntThing): void => {
    if (id !== null) all.get(id)?.push(thing);
  };
  const finished = await finishedCourses(ctx, { accountIds });
  const slugs = new Map(finished.map(({ courseId, slug, isOpen }) => [courseId, isOpen ? slug : null]));
  for (const one of finished) add(one.accountId, ofCourse(one, zone));
  for (const one of await certificatesOfAccounts(ctx.db, accountIds)) {
    const courseId = courseOf(one.subject);
    if (courseId !== null)
      add(one.accountId, { ...ofPaper(one), source: 'course', courseId, slug: slugs.get(courseId) ?? null });
  }
  const shown = await selectWorkshops(ctx.db, accountIds);
  const papers = new Map(
    (
      await certificatesById(
        ctx.db,
        shown.map(({ certificateId }) => certificateId),
      )
    ).map((one) => [one.id, one]),
  );
  for (const { certificateId, accountId, courseId } of shown) {
    const paper = papers.get(certificateId);
    if (paper) add(accountId, { ...ofPaper(paper), rowId: certificateId, includes: courseId });
  }
  for (const one of await selectEntries(ctx.db, accountIds)) add(one.accountId, ofEntry(one));
  return all;
}
