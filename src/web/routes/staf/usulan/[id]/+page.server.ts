import { decideSuggestion, getSuggestionForStaff, ownedAlike } from '#modules/stock/acquisition';
import { DECISIONS } from '#modules/stock/acquisition/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { staffView } from '#web/features/acquisition/suggestion-words.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idOrNull, wholeIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'suggestions.decide' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const suggestion = await getSuggestionForStaff(ctx, idOf(params.id));
  const [byIsbn, byTitle] = await Promise.all([
    suggestion.isbn === null ? [] : ownedAlike(ctx, suggestion.isbn),
    suggestion.title === null ? [] : ownedAlike(ctx, suggestion.title),
  ]);
  const records = [...byIsbn, ...byTitle.filter(({ id }) => !byIsbn.some((one) => one.id === id))];
  return {
    suggestion: staffView(suggestion, ctx),
    mayAnswer: suggestion.status !== 'arrived',
    records: records.map(({ id, title, author }) => ({ id, title, author, href: localizeHref(`/katalog/${id}`) })),
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, params, values }) => {
    const id = idOf(params.id);
    const { votes } = await getSuggestionForStaff(ctx, id);
    await decideSuggestion(ctx, {
      id,
      version: versionIn(values),
      decision: DECISIONS.find((one) => one === values.decision) ?? 'later',
      reason: values.reason ?? '',
      bibId: idOrNull(values, 'bibId') ?? wholeIn(values, 'bibNumber'),
    });
    return done(m.suggest_answered({ count: votes }), '/staf/usulan');
  }),
};
