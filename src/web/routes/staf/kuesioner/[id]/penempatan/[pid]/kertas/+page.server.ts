import { fail, redirect } from '@sveltejs/kit';
import { enterPaper, openForm, getPlacement } from '#modules/community/questionnaires';
import { said } from '#modules/community/questionnaires/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/access';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { answersOf, fieldViews, sentValues } from '#web/features/questionnaires/field-view.server.ts';
import { placementSubject, responsesWords } from '#web/features/questionnaires/placement-words.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: ['responses.read', 'questionnaires.manage'] },
  actions: { default: { may: 'questionnaires.manage' } },
};

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const { code, id, questionnaire } = await getPlacement(ctx, idOf(params.pid));
  const { content, placement } = await openForm(ctx, { code });
  return {
    title: said(content.title, ctx.locale),
    subject: placementSubject(placement),
    answers: responsesWords(placement),
    fields: fieldViews(content.questions, content.questions, ctx.locale),
    back: localizeHref(`/staf/kuesioner/${questionnaire.id}/penempatan/${id}`),
  };
};

export const actions: Actions = {
  default: async ({ locals: { ctx }, params, request, cookies }) => {
    const placementId = idOf(params.pid);
    const form = await request.formData();
    const values = sentValues(form);
    const typed = form.get('sheet');
    const sheet = typeof typed === 'string' ? typed.trim() : '';
    try {
      const { code } = await getPlacement(ctx, placementId);
      const { content } = await openForm(ctx, { code });
      await enterPaper(ctx, { placementId, answers: answersOf(content.questions, values), sheet });
    } catch (error) {
      const { status, data } = refuseForm(error, ctx, {});
      return fail(status, { message: data.message, fields: data.fields, sent: values, sheet });
    }
    setFlash(cookies, 'ok', m.quest_sheet_entered());
    return redirect(303, localizeHref(`/staf/kuesioner/${idOf(params.id)}/penempatan/${placementId}/kertas`));
  },
};
