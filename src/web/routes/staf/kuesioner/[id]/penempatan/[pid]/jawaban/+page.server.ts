import { answerInWords, listResponses } from '#modules/community/questionnaires';
import { said } from '#modules/community/questionnaires/client';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { placementSubject } from '#web/features/questionnaires/placement-words.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'responses.read' };

/** Answers by name, one after the other. Without names there is no such page: there they are figures only. */
export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const { placement, content, responses } = await listResponses(ctx, idOf(params.pid));
  if (placement.privacy !== 'named') throw platformErrors.notFound();
  const path = `/staf/kuesioner/${placement.questionnaire.id}/penempatan/${placement.id}`;
  return {
    title: said(content.title, ctx.locale),
    subject: placementSubject(placement),
    back: localizeHref(path),
    responses: responses.map(({ id, name, answeredAt, answers }) => ({
      id,
      name: name === '' ? m.quest_name_gone() : name,
      when: answeredAt === null ? '' : formatInstant(answeredAt, placement.library.timeZone, ctx.locale),
      answers: content.questions.flatMap((question) => {
        const words = answerInWords(question, answers[question.id], ctx.locale);
        if (words === '') return [];
        const href = question.kind === 'file' ? localizeHref(`${path}/jawaban/${id}/${question.id}`) : null;
        return [{ id: question.id, label: said(question.label, ctx.locale), words, href }];
      }),
    })),
  };
};
