import { createCourse } from '#modules/learning/courses';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { courseOf, courseOptions } from '#web/features/courses/editor/course-form.server.ts';
import { placeOptions } from '#web/features/libraries/parts/place-options.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOrNull } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'courses.manage' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  authorizeAnywhere(ctx, 'courses.manage');
  return { options: courseOptions(), places: await placeOptions(ctx, ['courses.manage']) };
};

export const actions: Actions = {
  default: formAction({ anywhere: true }, async ({ ctx, values }) => {
    const id = await createCourse(ctx, { ...courseOf(values), libraryId: idOrNull(values, 'libraryId') });
    return done(m.courses_made(), `/staf/belajar/${id}`);
  }),
};
