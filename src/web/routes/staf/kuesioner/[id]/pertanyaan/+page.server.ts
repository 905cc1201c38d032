import { fail, redirect } from '@sveltejs/kit';
import { changeContent, getQuestionnaire } from '#modules/community/questionnaires';
import {
  newQuestion,
  putQuestion,
  QUESTION_KINDS,
  type Content,
  type Question,
} from '#modules/community/questionnaires/client';
import type { PageAccess } from '#platform/access';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { kindName } from '#web/features/questionnaires/kind-words.ts';
import { questionForm, questionFrom } from '#web/features/questionnaires/question-form.server.ts';
import { idIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
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

export const actions: Actions = {
  simpan: async ({ locals: { ctx }, params, url, request, cookies }) => {
    const id = idOf(params.id);
    const form = await request.formData();
    const values = formValues(form);
    let saved: Question;
    const { content } = await getQuestionnaire(ctx, id);
    const question = questionFrom(form, questionOf(content, url.searchParams));
    const typed = putQuestion(content, question);
    try {
      const stamp = { versionId: idIn(values, 'versionId'), revision: wholeIn(values, 'revision') ?? 0 };
      await changeContent(ctx, { id, ...stamp, content: typed });
      saved = question;
    } catch (error) {
      const { status, data } = refuseForm(error, ctx, {});
      // what was typed is shown again as it was
      return fail(status, {
        message: data.message,
        reasons: Object.values(data.fields),
        typed: questionForm(typed, question),
      });
    }
    setFlash(cookies, 'ok', m.quest_saved());
    const path = `/staf/kuesioner/${id}`;
    return redirect(303, localizeHref(form.get('more') ? `${path}/pertanyaan?q=${saved.id}` : `${path}#q-${saved.id}`));
  },
};
