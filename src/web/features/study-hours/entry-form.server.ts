import { viewYear, type EntryInput } from '#modules/learning/study-hours';
import type { Ctx } from '#platform/context';
import { idOrNull } from '#web/kit/form/read-fields.server.ts';

/** What a form of an own entry says. */
export const entryOf = (values: Readonly<Record<string, string>>): EntryInput => ({
  title: values.title ?? '',
  organiser: values.organiser ?? '',
  heldOn: values.heldOn ?? '',
  jp: values.jp ?? '',
  certificateNumber: values.certificateNumber ?? '',
  note: values.note ?? '',
  courseId: idOrNull(values, 'courseId'),
});

/** Courses that whoever is signed in finished, of which one can have been part of something else. */
export async function courseOptions(ctx: Ctx): Promise<{ value: string; label: string }[]> {
  const { courses } = await viewYear(ctx);
  return courses.map(({ id, title }) => ({ value: String(id), label: title }));
}
