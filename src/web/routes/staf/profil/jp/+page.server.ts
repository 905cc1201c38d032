import { issueCourseCertificate, showWorkshop, takeOutWorkshop } from '#modules/learning/study-hours';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { yearPage } from '#web/features/study-hours/year-view.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idIn, idOrNull } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'account';

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => yearPage(ctx, url.searchParams);

export const actions: Actions = {
  certificate: formAction({ form: 'certificate', anywhere: true }, async ({ ctx, values }) => {
    await issueCourseCertificate(ctx, idIn(values, 'courseId'));
    return m.study_hours_certificate_taken();
  }),
  show: formAction({ form: 'show', anywhere: true }, async ({ ctx, event, values }) => {
    const { code = '' } = values;
    await showWorkshop(ctx, { code, courseId: idOrNull(values, 'courseId') }, event.getClientAddress());
    return m.study_hours_shown();
  }),
  takeOut: formAction({ form: 'take', anywhere: true }, async ({ ctx, values }) => {
    await takeOutWorkshop(ctx, idIn(values, 'id'));
    return m.study_hours_taken_out();
  }),
};
