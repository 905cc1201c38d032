import { cancelMeeting, moveMeeting, planMeetings } from '#modules/learning/classes';
import { MOST_MEETINGS } from '#modules/learning/classes/client';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { meetingOf } from '#web/features/classes/meeting-form.server.ts';
import { planView } from '#web/features/classes/plan-view.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idAsked, idIn, versionIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'courses.teach' };

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => ({
  view: await planView(ctx, idOf(params.id), idAsked(url.searchParams.get('pertemuan'))),
  most: MOST_MEETINGS,
});

export const actions: Actions = {
  plan: formAction({ form: 'plan', anywhere: true }, async ({ ctx, params, values }) => {
    const { ids, passed } = await planMeetings(ctx, idOf(params.id), {
      ...{ ...meetingOf(values), times: wholeIn(values, 'times') ?? 1 },
    });
    return passed.length === 0
      ? m.classes_planned({ count: ids.length })
      : m.classes_planned_passed({ count: ids.length, passed: passed.length });
  }),
  move: formAction({ form: 'move', anywhere: true }, async ({ ctx, values }) => {
    await moveMeeting(ctx, idIn(values), { ...meetingOf(values), version: versionIn(values) });
    return done(m.classes_meeting_saved(), '#rencana');
  }),
  cancel: formAction({ anywhere: true }, async ({ ctx, values }) => {
    await cancelMeeting(ctx, idIn(values), { reason: values.reason ?? '', version: versionIn(values) });
    return done(m.classes_meeting_cancelled(), '#rencana');
  }),
};
