import { markAttendance } from '#modules/learning/classes';
import { ATTENDANCE_STATES } from '#modules/learning/classes/client';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { attendanceView } from '#web/features/classes/plan-view.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { choiceIn, idAsked, idIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'courses.teach' };

export const load: PageServerLoad = async ({ locals: { ctx }, params, url, setHeaders }) => {
  // names of children stay in no cache
  setHeaders({ 'cache-control': 'private, no-store' });
  return { view: await attendanceView(ctx, idOf(params.id), idAsked(url.searchParams.get('pertemuan'))) };
};

const PUPIL = /^p-(\d{1,15})$/;

export const actions: Actions = {
  default: formAction({ form: 'attendance', anywhere: true }, async ({ ctx, values }) => {
    const id = idIn(values, 'meetingId');
    const states = Object.entries(values).flatMap(([field, state]) => {
      const [, pupil] = PUPIL.exec(field) ?? [];
      if (pupil === undefined) return [];
      return [{ pupilId: Number(pupil), state: state === '' ? null : choiceIn(values, field, ATTENDANCE_STATES) }];
    });
    await markAttendance(ctx, id, { states, version: versionIn(values) });
    return done(m.classes_attendance_saved(), `?pertemuan=${id}`);
  }),
};
