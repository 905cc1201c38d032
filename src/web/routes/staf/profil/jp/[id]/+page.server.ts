import { getEntry, removeEntry, saveEntry } from '#modules/learning/study-hours';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { courseOptions, entryOf } from '#web/features/study-hours/entry-form.server.ts';
import { OWN_YEAR } from '#web/features/study-hours/year-view.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'account';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const { title, organiser, heldOn, jp, certificateNumber, note, courseId, version } = await getEntry(
    ctx,
    idOf(params.id),
  );
  return {
    values: {
      ...{ title, organiser, heldOn, certificateNumber, note, jp: String(jp) },
      courseId: courseId === null ? '' : String(courseId),
    },
    version,
    courses: await courseOptions(ctx),
  };
};

export const actions: Actions = {
  save: formAction({ form: 'save', anywhere: true }, async ({ ctx, params, values }) => {
    const entry = entryOf(values);
    await saveEntry(ctx, idOf(params.id), { ...entry, version: versionIn(values) });
    return done(m.study_hours_saved(), `${OWN_YEAR}?tahun=${entry.heldOn.slice(0, 4)}`);
  }),
  remove: formAction({ form: 'remove', anywhere: true }, async ({ ctx, params }) => {
    await removeEntry(ctx, idOf(params.id));
    return done(m.study_hours_removed(), OWN_YEAR);
  }),
};
