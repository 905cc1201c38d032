import { recordAudit } from '#modules/ground/audit';
import { findDuplicates, listBibs } from '#modules/collection/catalog';
import { getOwnMember } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { countAttempt } from '#platform/requests/rate-limit';
import type { z } from 'zod';
import { briefRecord } from './orders/brief-record.ts';
import { insertSuggestion, insertVote, selectAlike } from './data/suggestions.queries.ts';
import { acquisitionErrors } from './errors.ts';
import { ownReader } from './own-reader.ts';
import { isSameWish, wishOf } from './rules/same-wish.ts';
import { suggestionInput, type SuggestionInput } from './schema.ts';

const PER_DAY = { limit: 20, windowSeconds: 86_400 };
/** So many records are looked at for one that may be what the reader means. */
const LOOKED_AT = 3;
/** So many records that share an ISBN are told apart. */
const OF_ONE_ISBN = 50;

export interface Suggested {
  id: number;
  /** Somebody had suggested it: this reader's vote was added. */
  joined: boolean;
}

/**
 * A reader suggests that the library buys a title. What another reader has suggested already gets this reader's vote instead. Throws
 * `acquisition.already_owned` (a record of the same title), `acquisition.maybe_owned` (one that may be, or records with these
 * words, unless `anyway`), `platform.too_many_requests`, `platform.invalid_input`.
 */
export async function suggestTitle(ctx: Ctx, input: SuggestionInput): Promise<Suggested> {
  const { id: memberId } = ownReader(ctx);
  const parsed = parseInput(suggestionInput, input);
  await countAttempt(ctx, `suggestion:${memberId}`, PER_DAY);
  const { homeLibraryId: libraryId } = await getOwnMember(ctx);
  const suggest = async (): Promise<Suggested> =>
    ctx.db.transaction().execute(async (trx) => writeSuggestion(trx, ctx, { memberId, libraryId, ...parsed }));
  try {
    return await suggest();
  } catch (error) {
    // somebody suggested the same at this very moment: now it is there to vote for
    if (!violatedUnique(error)?.startsWith('suggestion_live_')) throw error;
    return suggest();
  }
}

type Wanted = z.output<typeof suggestionInput> & { memberId: number; libraryId: number };

async function writeSuggestion(trx: Tx, ctx: Ctx, wanted: Wanted): Promise<Suggested> {
  const { memberId, libraryId, title, author, publisher, year, isbn, note } = wanted;
  const now = ctx.clock.now();
  await refuseOwned({ ...ctx, db: trx }, wanted);
  const wish = wishOf({ isbn, title, author });
  const same = (await selectAlike(trx, wish)).find((other) => isSameWish(wish, other));
  if (same) {
    await insertVote(trx, { suggestionId: same.id, memberId, votedAt: now });
    return { id: same.id, joined: true };
  }
  const { titleKey, authorKey } = wish;
  const row = { memberId, libraryId, title, author, publisher, year, isbn, note, titleKey, authorKey, createdAt: now };
  const id = await insertSuggestion(trx, row);
  await insertVote(trx, { suggestionId: id, memberId, votedAt: now });
  await recordAudit(trx, ctx, {
    action: 'suggestion.made',
    entity: 'suggestion',
    entityId: id,
    libraryId,
    after: { title, isbn },
  });
  return { id, joined: false };
}

async function refuseOwned(ctx: Ctx, wanted: Wanted): Promise<void> {
  const { isbn, title, anyway } = wanted;
  const shown = isbn === null ? [] : (await listBibs(ctx, { q: isbn, limit: OF_ONE_ISBN })).data;
  const alike = shown.length === 0 ? [] : await findDuplicates(ctx.db, briefRecord(wanted, ctx.clock.now()));
  const owned = (judgement: 'same' | 'maybe') =>
    shown.filter(({ id }) => alike.some((one) => one.bibId === id && one.judgement === judgement));
  const [same] = owned('same');
  if (same) throw acquisitionErrors.alreadyOwned({ bibId: same.id, title: same.title });
  if (title === null || anyway) return;
  const maybe = [...owned('maybe'), ...(await ownedAlike(ctx, title))];
  if (maybe.length > 0) throw acquisitionErrors.maybeOwned({ title, count: maybe.length });
}

/** Records of the public catalogue with all the words of a title: perhaps what the reader means. At most three. */
export async function ownedAlike(
  ctx: Ctx,
  title: string,
): Promise<{ id: number; title: string; author: string | null }[]> {
  const { data } = await listBibs(ctx, { q: title, limit: LOOKED_AT });
  return data.map(({ id, title: found, mainAuthor }) => ({ id, title: found, author: mainAuthor }));
}
