import { createCollection } from '#modules/city/collections';
import { COLLECTION_KINDS } from '#modules/city/collections/client';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { collectionOf, ownerOptions } from '#web/features/collections/collection-form.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { choiceIn, idOrNull } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'collections.edit' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  authorizeAnywhere(ctx, 'collections.edit');
  return {
    owners: await ownerOptions(ctx),
    kinds: COLLECTION_KINDS.map((value) => ({
      value,
      label: value === 'rule' ? m.collections_kind_rule() : m.collections_kind_hand(),
    })),
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, values }) => {
    const id = await createCollection(ctx, {
      ...collectionOf(values),
      kind: choiceIn(values, 'kind', COLLECTION_KINDS),
      libraryId: idOrNull(values, 'libraryId'),
    });
    return done(m.collections_saved(), `/staf/kabar/koleksi/${id}`);
  }),
};
