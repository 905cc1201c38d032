import { ownVote, suggestAnswers, viewAnswer, voteOnAnswer } from '#modules/city/answers';
import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { answerText, checkedLine } from '#web/features/answers/answer-words.server.ts';
import { sourceView } from '#web/features/answers/parts/cited.server.ts';
import { keptVoterKey, voterKeyOf } from '#web/features/answers/voter-key.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { choiceIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

const SIMILAR = 4;

export const load: PageServerLoad = async ({ locals: { ctx }, params, cookies, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  const id = idOf(params.id);
  const answer = await viewAnswer(ctx, id);
  const similar = await suggestAnswers(ctx, answer.question, { limit: SIMILAR });
  return {
    question: answer.question,
    lang: answer.language === ctx.locale ? undefined : answer.language,
    text: answerText(answer.answer),
    checked: checkedLine(answer.checkedOn, {
      now: ctx.clock.now(),
      zone: await networkZone(ctx.db),
      locale: ctx.locale,
    }),
    votes: answer.votes && m.answers_votes({ yes: answer.votes.yes, all: answer.votes.yes + answer.votes.no }),
    own: await ownVote(ctx, id, voterKeyOf(cookies)),
    sources: answer.sources.map((source) => sourceView(source, ctx.locale)),
    similar: similar
      .filter((one) => one.id !== id)
      .map((one) => ({ ...one, href: localizeHref(`/bantuan/tanya-jawab/${one.id}`) })),
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, event, params, values, cookies, url }) => {
    await voteOnAnswer(ctx, idOf(params.id), {
      helpful: choiceIn(values, 'helpful', ['ya', 'tidak']) === 'ya',
      word: values.word ?? '',
      key: keptVoterKey(cookies, url),
      ip: event.getClientAddress(),
    });
    return done(m.answers_voted(), '#membantu');
  }),
};
