import { enterPaper, openForm, getPlacement } from '#modules/community/questionnaires';
import { said } from '#modules/community/questionnaires/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { answersOf, fieldViews, sentValues } from '#web/features/questionnaires/field-view.server.ts';
import { placementSubject, responsesWords } from '#web/features/questionnaires/placement-words.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
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

const sheetOf = ({ sheet = '' }: Record<string, string>): string => sheet.trim();

export const actions: Actions = {
  default: formAction(
    {
      refused: ({ message, fields }, { values, data }) => ({
        message,
        fields,
        sent: sentValues(data),
        sheet: sheetOf(values),
      }),
    },
    async ({ ctx, params, values, data }) => {
      const placementId = idOf(params.pid);
      const { code } = await getPlacement(ctx, placementId);
      const { content } = await openForm(ctx, { code });
      const answers = answersOf(content.questions, sentValues(data));
      await enterPaper(ctx, { placementId, answers, sheet: sheetOf(values) });
      return m.quest_sheet_entered();
    },
  ),
};
