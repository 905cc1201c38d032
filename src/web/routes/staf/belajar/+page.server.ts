import { importCourse } from '#modules/learning/courses';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { courseList } from '#web/features/courses/editor/course-list.server.ts';
import { placeOptions } from '#web/features/libraries/parts/place-options.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { fileIn, idOrNull } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'courses.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => ({
  list: await courseList(ctx, url.searchParams),
  places: await placeOptions(ctx, ['courses.manage']),
});

/** What stands in a file; what is no JSON is read as the text that it is, and refused as such. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export const actions: Actions = {
  import: formAction({ form: 'import', upload: 'file', anywhere: true }, async ({ ctx, values, data }) => {
    const archive = readJson(await fileIn(data, 'file').text());
    const { id } = await importCourse(ctx, { libraryId: idOrNull(values, 'libraryId'), archive });
    return done(m.courses_imported(), `/staf/belajar/${id}`);
  }),
};
