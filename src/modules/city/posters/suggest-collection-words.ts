import { m } from '#i18n/messages';
import { findShownCollection, type CollectionTitle } from '#modules/city/collections';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { PosterWords } from './client.ts';
import { posterErrors } from './errors.ts';
import { POSTER_LANGUAGE } from './rules/terms.ts';

/**
 * The words with which a poster of a curated collection begins, in the language of posters. Needs `posters.make` at its library, of one of the
 * network at any. Throws `posters.subject_gone`.
 */
export async function suggestCollectionWords(
  ctx: Pick<Ctx, 'actor'> & { db: Db | Tx },
  collectionId: number,
): Promise<{ collection: CollectionTitle; words: PosterWords }> {
  const collection = await findShownCollection(ctx.db, collectionId);
  if (!collection) throw posterErrors.subjectGone();
  if (collection.libraryId === null) authorizeAnywhere(ctx, 'posters.make');
  else authorize(ctx, 'posters.make', collection.libraryId);
  const told = { locale: POSTER_LANGUAGE } as const;
  return {
    collection,
    words: {
      over: m.collections_title({}, told),
      title: collection.title,
      when: '',
      first: m.posters_collection_first({}, told),
      second: '',
      call: m.posters_call_collection({}, told),
    },
  };
}
