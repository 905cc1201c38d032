import { appointTeacher, cancelMeeting } from '#modules/learning/classes';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { classList } from '#web/features/classes/class-list.server.ts';
import { hostedView } from '#web/features/classes/plan-view.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idAsked, idIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: ['courses.teach', 'courses.manage'] },
  actions: { appoint: { may: 'courses.manage' }, cancel: { may: 'courses.manage' } },
};

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const list = await classList(ctx, idAsked(url.searchParams.get('hal')) ?? 1);
  const pageHref = (page: number) => localizeHref(`/staf/belajar/kelas${page > 1 ? `?hal=${page}` : ''}#angka`);
  return {
    ...list,
    previous: list.at.page > 1 ? pageHref(list.at.page - 1) : null,
    next: list.at.page < list.at.pages ? pageHref(list.at.page + 1) : null,
    hosted: await hostedView(ctx),
  };
};

export const actions: Actions = {
  appoint: formAction({ form: 'appoint', anywhere: true }, async ({ ctx, values }) => {
    await appointTeacher(ctx, idIn(values, 'id'), { accountId: idIn(values, 'accountId') });
    return m.teach_appointed();
  }),
  cancel: formAction({ form: 'cancel', anywhere: true }, async ({ ctx, values }) => {
    await cancelMeeting(ctx, idIn(values), { reason: values.reason ?? '', version: versionIn(values) });
    return done(m.classes_meeting_cancelled(), '#pertemuan');
  }),
};
