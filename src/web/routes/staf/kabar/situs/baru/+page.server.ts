import { beginPage } from '#modules/city/site';
import type { PageAccess } from '#platform/rights/access';
import { placeOptions } from '#web/features/libraries/parts/place-options.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOrNull } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'site.edit' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
  places: await placeOptions(ctx, ['site.edit']),
});

export const actions: Actions = {
  default: formAction({ anywhere: true }, async ({ ctx, values }) => {
    const id = await beginPage(ctx, {
      kind: 'page',
      libraryId: idOrNull(values, 'libraryId'),
      title: values.title ?? '',
    });
    return done(null, `/staf/kabar/tulisan/${id}`);
  }),
};
