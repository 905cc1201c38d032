import { fail, redirect } from '@sveltejs/kit';
import { decideSuggestion, getSuggestionForStaff, ownedAlike } from '#modules/stock/acquisition';
import { DECISIONS } from '#modules/stock/acquisition/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/access';
import { staffView } from '#web/features/acquisition/suggestion-words.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idOrNull, wholeIn } from '#web/kit/form/read-fields.server.ts';
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
  default: async ({ locals: { ctx }, params, request, cookies }) => {
    const values = formValues(await request.formData());
    const id = idOf(params.id);
    try {
      const decision = DECISIONS.find((one) => one === values.decision);
      const { votes } = await getSuggestionForStaff(ctx, id);
      await decideSuggestion(ctx, {
        id,
        version: wholeIn(values, 'version') ?? 0,
        decision: decision ?? 'later',
        reason: values.reason ?? '',
        bibId: idOrNull(values, 'bibId') ?? wholeIn(values, 'bibNumber'),
      });
      setFlash(cookies, 'ok', m.suggest_answered({ count: votes }));
    } catch (error) {
      const refusal = refuseForm(error, ctx, values);
      return fail(refusal.status, refusal.data);
    }
    redirect(303, localizeHref('/staf/usulan'));
  },
};
