import { certificateErrors, revokedHeld } from '#modules/community/certificates';
import type { Ctx } from '#platform/context';
import { courseOf } from './course-subject.ts';
import { issueCourseCertificateIn } from './issue-course-certificate.ts';

/**
 * Gives the certificate of a course again that was taken back, to whoever still finished it, in the name and under the number of today; the old one
 * stays taken back, and the hours count once. Who has one that holds by now keeps that. Needs `programs.manage` at the library that gave it. Throws
 * `certificates.not_found`, `not_revoked`, `study_hours.not_finished`. @returns the code of the new one
 */
export async function reissueCourseCertificate(ctx: Ctx, code: string): Promise<{ code: string }> {
  return ctx.db.transaction().execute(async (trx) => {
    const { subject, holder, name, libraryId } = await revokedHeld(trx, ctx, code);
    const courseId = courseOf(subject);
    if (courseId === null) throw certificateErrors.notFound();
    return issueCourseCertificateIn(trx, ctx, courseId, { holder, name, libraryId }, { again: true });
  });
}
