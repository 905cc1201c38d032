import { listOpenCourses } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { wayIn } from './meeting-form.server.ts';

const MOST = 200;

/** Courses that a class can learn. */
export async function courseOptions(ctx: Ctx): Promise<{ value: string; label: string }[]> {
  const { data } = await listOpenCourses(ctx, { limit: MOST });
  return data.map(({ id, title }) => ({ value: String(id), label: title }));
}

/** What was typed of a class. */
export const headOf = (values: Readonly<Record<string, string | undefined>>) => ({
  name: values.name ?? '',
  schoolYear: values.schoolYear ?? '',
  startsOn: values.startsOn ?? '',
  way: wayIn(values),
});
