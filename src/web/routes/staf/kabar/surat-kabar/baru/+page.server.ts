import { beginLetter } from '#modules/city/newsletters';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { placeOptions } from '#web/features/libraries/parts/place-options.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOrNull } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'news.send' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
  places: await placeOptions(ctx, ['news.send']),
  listHref: localizeHref('/staf/kabar/surat-kabar'),
});

export const actions: Actions = {
  default: formAction({ anywhere: true }, async ({ ctx, values }) => {
    const id = await beginLetter(ctx, { libraryId: idOrNull(values, 'libraryId'), subject: values.subject ?? '' });
    return done(null, `/staf/kabar/surat-kabar/${id}`);
  }),
};
