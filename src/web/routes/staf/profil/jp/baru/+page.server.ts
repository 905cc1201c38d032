import { addEntry } from '#modules/learning/study-hours';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { courseOptions, entryOf } from '#web/features/study-hours/entry-form.server.ts';
import { OWN_YEAR } from '#web/features/study-hours/year-view.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'account';

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({ courses: await courseOptions(ctx) });

export const actions: Actions = {
  default: formAction({ form: 'new', anywhere: true }, async ({ ctx, values }) => {
    const entry = entryOf(values);
    await addEntry(ctx, entry);
    return done(m.study_hours_added(), `${OWN_YEAR}?tahun=${entry.heldOn.slice(0, 4)}`);
  }),
};
