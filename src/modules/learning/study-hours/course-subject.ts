const SUBJECT = /^course (\d{1,15})$/;

/** By what the certificate of a course is found again. */
export const subjectOf = (courseId: number): string => `course ${courseId}`;

/** The course of a certificate; null: it is of something else. */
export function courseOf(subject: string | null): number | null {
  const [, id] = SUBJECT.exec(subject ?? '') ?? [];
  return id === undefined ? null : Number(id);
}
