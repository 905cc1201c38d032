import { changeContent, getQuestionnaire } from '#modules/community/questionnaires';
import {
  newQuestion,
  putQuestion,
  QUESTION_KINDS,
  type Content,
  type Question,
} from '#modules/community/questionnaires/client';
import type { PageAccess } from '#platform/rights/access';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { kindName } from '#web/features/questionnaires/kind-words.ts';
import { questionForm, questionFrom } from '#web/features/questionnaires/question-form.server.ts';
import { idIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'questionnaires.manage' };

/** `?q=` one that is there, `?jenis=` a new one of this kind. */
function questionOf(content: Content, search: URLSearchParams): Question {
  const id = search.get('q');
  const kind = QUESTION_KINDS.find((one) => one === search.get('jenis'));
  const found = content.questions.find((one) => one.id === id);
  if (id !== null && !found) throw platformErrors.notFound();
  return found ?? newQuestion(content, kind ?? 'text');
}

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const { id, name, content, versionId, revision } = await getQuestionnaire(ctx, idOf(params.id));
  const question = questionOf(content, url.searchParams);
  const known = content.questions.some((one) => one.id === question.id);
  return {
    name,
    known,
    kindName: kindName(question.kind),
    question: questionForm(content, question),
    stamp: { versionId, revision },
    query: known ? `q=${question.id}` : `jenis=${question.kind}`,
    back: localizeHref(`/staf/kuesioner/${id}`),
  };
};

async function typedIn(ctx: Ctx, id: number, data: FormData, url: URL) {
  const { content } = await getQuestionnaire(ctx, id);
  const question = questionFrom(data, questionOf(content, url.searchParams));
  return { question, content: putQuestion(content, question) };
}

export const actions: Actions = {
  save: formAction(
    {
      // what was typed is shown again as it was
      refused: async ({ message, fields }, { ctx, params, data, url }) => {
        const { question, content } = await typedIn(ctx, idOf(params.id ?? ''), data, url);
        return { message, reasons: Object.values(fields), typed: questionForm(content, question) };
      },
    },
    async ({ ctx, params, url, values, data }) => {
      const id = idOf(params.id);
      const { question, content } = await typedIn(ctx, id, data, url);
      const stamp = { versionId: idIn(values, 'versionId'), revision: wholeIn(values, 'revision') ?? 0 };
      await changeContent(ctx, { id, ...stamp, content });
      const path = `/staf/kuesioner/${id}`;
      return done(m.quest_saved(), values.more ? `${path}/pertanyaan?q=${question.id}` : `${path}#q-${question.id}`);
    },
  ),
};
