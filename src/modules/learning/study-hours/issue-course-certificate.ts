import { certificatesOfMember, issueHeldCertificate, type CertificateHolder } from '#modules/community/certificates';
import { getLibrary } from '#modules/ground/libraries';
import { finishedCourse, finishedCourses, type FinishedCourse } from '#modules/learning/courses';
import { getOwnMember } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { localDate } from '#shared/dates';
import { subjectOf } from './course-subject.ts';
import { studyHourErrors } from './errors.ts';
import { ownAccount } from './own/own-account.ts';

/** Whose certificate it is, in their true name, and the library that they belong to. */
interface Own {
  holder: CertificateHolder;
  name: string;
  libraryId: number;
}

async function holderOf(ctx: Ctx): Promise<Own> {
  if (ctx.actor.kind === 'member') {
    const { id, fullName, homeLibraryId } = await getOwnMember(ctx);
    return { holder: { memberId: id }, name: fullName, libraryId: homeLibraryId };
  }
  const { id, name, library } = await ownAccount(ctx);
  return { holder: { accountId: id }, name, libraryId: library.id };
}

/**
 * Gives whoever is signed in the certificate of a course with lesson hours that they finished; who has one gets that. It is issued by the library
 * of the course, of a course of the network by their own. Throws `platform.sign_in_needed`, `study_hours.not_finished`,
 * `certificates.already_revoked`. @returns the code by which it is checked
 */
export async function issueCourseCertificate(ctx: Ctx, courseId: number): Promise<{ code: string }> {
  const own = await holderOf(ctx);
  return ctx.db.transaction().execute(async (trx) => issueCourseCertificateIn(trx, ctx, courseId, own));
}

/** The same in the transaction of the caller, who knows whose it is. */
export async function issueCourseCertificateIn(
  trx: Tx,
  ctx: Ctx,
  courseId: number,
  { holder, name, libraryId }: Own,
  how: { again: boolean } = { again: false },
): Promise<{ code: string }> {
  const course = await finishedCourse(trx, courseId, holder);
  if (!course) throw studyHourErrors.notFinished();
  const { timeZone } = await getLibrary({ db: trx }, libraryId);
  const finished = {
    ...{ subject: subjectOf(courseId), holder, libraryId: course.libraryId ?? libraryId, name, title: course.title },
    ...{ finishedOn: localDate(course.finishedAt, timeZone), jp: course.jp, lessons: course.lessons },
  };
  return issueHeldCertificate(trx, ctx, finished, how);
}

/** Courses with lesson hours that the member who is signed in finished and has no certificate of. Throws `platform.sign_in_needed`. */
export async function coursesWithoutPaper(ctx: Ctx): Promise<FinishedCourse[]> {
  if (ctx.actor.kind !== 'member') throw platformErrors.signInNeeded();
  const { id: memberId } = ctx.actor;
  const had = new Set((await certificatesOfMember(ctx.db, memberId)).map(({ subject }) => subject));
  return (await finishedCourses(ctx, { memberId })).filter(({ courseId }) => !had.has(subjectOf(courseId)));
}
