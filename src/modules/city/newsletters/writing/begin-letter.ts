import { recordAudit } from '#modules/ground/audit';
import { beginWriting, type BlockPair } from '#modules/ground/content';
import { getLibrary } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { authorize } from '#platform/rights/authorize';
import { freeSlug, slugOf } from '#shared/text/slug';
import { holdSlugs, insertLetter, selectSlugsLike } from '../data/letters.queries.ts';
import { letterEntity } from '../held-letter.ts';
import { beginInput, type BeginInput } from '../schema.ts';

const EMPTY_TEXT: BlockPair = { body: { kind: 'text', spans: [] }, english: null };

/** An address for a subject that no letter has. */
export async function newSlug(trx: Tx, subject: string): Promise<string> {
  await holdSlugs(trx);
  const wanted = slugOf(subject) ?? 'surat';
  return freeSlug(wanted, await selectSlugsLike(trx, wanted));
}

/** Begins a letter as a draft with one empty text. Needs `news.send` at its library, network-wide for one of the network. Throws `libraries.not_found`, `platform.invalid_input`. @returns its id */
export async function beginLetter(
  ctx: Ctx,
  input: BeginInput,
  blocks: readonly BlockPair[] = [EMPTY_TEXT],
): Promise<number> {
  const { libraryId, subject } = parseInput(beginInput, input);
  authorize(ctx, 'news.send', libraryId);
  if (libraryId !== null) await getLibrary(ctx, libraryId);
  return ctx.db.transaction().execute(async (trx) => {
    const now = ctx.clock.now();
    const id = await insertLetter(trx, {
      ...{ libraryId, subject, state: 'draft' },
      slug: await newSlug(trx, subject),
      writingId: await beginWriting(trx, ctx, blocks),
      createdAt: now,
      createdBy: actorName(ctx.actor),
      changedAt: now,
    });
    await recordAudit(trx, ctx, {
      action: 'newsletter.drafted',
      ...letterEntity({ id, libraryId }),
      after: { subject },
    });
    return id;
  });
}
