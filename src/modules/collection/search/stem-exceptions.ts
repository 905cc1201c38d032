import { recordAudit } from '#modules/ground/audit';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { foldedKey } from '#shared/text/fold';
import { deleteException, selectExceptions, upsertException } from './data/search-index.queries.ts';
import { searchErrors } from './errors.ts';

/** A word whose root the stemmer gets wrong, and its right root; the root may be the word itself. */
export interface StemException {
  word: string;
  stem: string;
}

/** In alphabetical order. Needs `catalog.read`. */
export async function listStemExceptions(ctx: Ctx): Promise<StemException[]> {
  authorizeAnywhere(ctx, 'catalog.read');
  return Object.entries(await selectExceptions(ctx.db))
    .map(([word, stem]) => ({ word, stem }))
    .sort((a, b) => (a.word < b.word ? -1 : 1));
}

/**
 * Adds or changes an exception; searches follow it from the next build of the index on (every night). Needs
 * `catalog.edit` for the network. Refuses `search.one_word` when either is not one word.
 */
export async function saveStemException(ctx: Ctx, input: StemException): Promise<StemException> {
  authorize(ctx, 'catalog.edit', null);
  const exception = { word: foldedKey(input.word), stem: foldedKey(input.stem) };
  const wrong = (['word', 'stem'] as const).filter((field) => !/^\S+$/.test(exception[field]));
  if (wrong.length > 0) throw searchErrors.oneWord({}, Object.fromEntries(wrong.map((field) => [field, 'one_word'])));
  await ctx.db.transaction().execute(async (trx) => {
    const before = (await selectExceptions(trx))[exception.word];
    await upsertException(trx, exception);
    await recordAudit(trx, ctx, {
      action: 'stem_exception.saved',
      entity: 'stem_exception',
      entityId: exception.word,
      before: before === undefined ? null : { stem: before },
      after: { stem: exception.stem },
    });
  });
  return exception;
}

/** Forgets an exception; unknown ones are fine. Needs `catalog.edit` for the network. */
export async function deleteStemException(ctx: Ctx, word: string): Promise<void> {
  authorize(ctx, 'catalog.edit', null);
  await ctx.db.transaction().execute(async (trx) => {
    const before = (await selectExceptions(trx))[word];
    if (before === undefined) return;
    await deleteException(trx, word);
    await recordAudit(trx, ctx, {
      action: 'stem_exception.deleted',
      entity: 'stem_exception',
      entityId: word,
      before: { stem: before },
      after: null,
    });
  });
}
