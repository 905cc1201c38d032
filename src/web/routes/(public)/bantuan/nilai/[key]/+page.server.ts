import { askedByLink, rateByLink } from '#modules/city/service';
import { RATINGS } from '#modules/city/service/client';
import type { PageAccess } from '#platform/rights/access';
import { m } from '#i18n/messages';
import { ratingNames } from '#web/features/service/help/ticket-words.server.ts';
import { SECRET_ADDRESS } from '#web/kit/answers/secret-address.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { choiceIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { secret: 'the key of the link' };

/** The one question after a solution, for who has no code: what was written is not shown here, for mails are passed on. */
export const load: PageServerLoad = async ({ locals: { ctx }, params, setHeaders }) => {
  setHeaders(SECRET_ADDRESS);
  return {
    asked: await askedByLink(ctx, params.key),
    ratings: RATINGS.map((value) => ({ value, label: ratingNames[value]() })),
  };
};

export const actions: Actions = {
  default: formAction({ form: 'rate' }, async ({ ctx, params, values }) => {
    await rateByLink(ctx, params.key ?? '', {
      rating: choiceIn(values, 'rating', RATINGS),
      words: values.words ?? '',
    });
    return m.help_rated();
  }),
};
