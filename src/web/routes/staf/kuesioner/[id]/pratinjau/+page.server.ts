import { getQuestionnaire } from '#modules/community/questionnaires';
import { pagesOf, said } from '#modules/community/questionnaires/client';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { conditionWords } from '#web/features/questionnaires/condition-words.ts';
import { fieldViews } from '#web/features/questionnaires/field-view.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'questionnaires.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const { id, name, content } = await getQuestionnaire(ctx, idOf(params.id));
  return {
    name,
    title: said(content.title, ctx.locale),
    intro: said(content.intro, ctx.locale),
    pages: pagesOf(content.questions, content.paged).map((page) => ({
      fields: fieldViews(content.questions, page, ctx.locale),
      conditions: page.flatMap((question) => conditionWords(content, question) ?? []),
    })),
    back: localizeHref(`/staf/kuesioner/${id}`),
  };
};
