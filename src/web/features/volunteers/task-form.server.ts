import type { TaskInput } from '#modules/city/volunteers';
import { CHECK_KINDS, SKILLS } from '#modules/city/volunteers/client';
import { textsIn } from '#web/kit/form/read-fields.server.ts';

/** The boxes of a task that were ticked. */
export function boxesOf(data: FormData) {
  const skills = textsIn(data, 'skills');
  const needs = textsIn(data, 'needs');
  return {
    skills: SKILLS.filter((one) => skills.includes(one)),
    needs: CHECK_KINDS.filter((one) => needs.includes(one)),
    withChildren: data.get('withChildren') === '1',
  };
}

/** What a form of a task says. */
export const taskOf = (values: Readonly<Record<string, string | undefined>>, data: FormData): TaskInput => ({
  ...{ title: values.title ?? '', titleEn: values.titleEn ?? '' },
  ...{ description: values.description ?? '', descriptionEn: values.descriptionEn ?? '' },
  ...boxesOf(data),
});
