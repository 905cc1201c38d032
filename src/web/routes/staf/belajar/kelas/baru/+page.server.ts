import { createClass } from '#modules/learning/classes';
import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { localDate } from '#shared/dates';
import { courseOptions, headOf } from '#web/features/classes/class-form.server.ts';
import { wayOptions } from '#web/features/classes/meeting-form.server.ts';
import { placeOptions } from '#web/features/libraries/parts/place-options.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'courses.teach' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
  courses: await courseOptions(ctx),
  places: (await placeOptions(ctx, ['courses.teach'])).filter(({ value }) => value !== ''),
  ways: wayOptions(),
  today: localDate(ctx.clock.now(), await networkZone(ctx.db)),
});

export const actions: Actions = {
  default: formAction({ form: 'new', anywhere: true }, async ({ ctx, values }) => {
    const id = await createClass(ctx, {
      ...headOf(values),
      libraryId: idIn(values, 'libraryId'),
      courseId: idIn(values, 'courseId'),
    });
    return done(m.teach_made(), `/staf/belajar/kelas/${id}#tambah`);
  }),
};
