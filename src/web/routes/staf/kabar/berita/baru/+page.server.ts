import { beginPage, listTopicRows } from '#modules/city/site';
import type { PageAccess } from '#platform/rights/access';
import { placeOptions } from '#web/features/libraries/parts/place-options.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOrNull } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'news.edit' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
  places: await placeOptions(ctx, ['news.edit']),
  topics: (await listTopicRows(ctx)).map(({ id, name }) => ({ value: String(id), label: name })),
});

export const actions: Actions = {
  default: formAction({ anywhere: true }, async ({ ctx, values }) => {
    const id = await beginPage(ctx, {
      kind: 'news',
      libraryId: idOrNull(values, 'libraryId'),
      topicId: idOrNull(values, 'topicId'),
      title: values.title ?? '',
    });
    return done(null, `/staf/kabar/tulisan/${id}`);
  }),
};
