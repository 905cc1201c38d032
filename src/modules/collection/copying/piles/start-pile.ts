import { listItemTypes } from '#modules/collection/catalog';
import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import type { Services } from '#platform/services';
import { MOST_IN_PILE } from '../client.ts';
import { countBooks, insertBooks, insertPile } from '../data/piles.queries.ts';
import { copyingErrors } from '../errors.ts';
import { readIsbns, type IsbnsRead } from '../rules/read-isbns.ts';
import { growInput, pileInput, type PileInput } from '../schema.ts';
import { LOOK_UP_QUEUE } from './look-up-pile.ts';
import { authorizePile, holdPile } from './pile-door.ts';

type Queue = Pick<Services, 'jobs'>;

/** What joined a pile, and what of the text did not. */
export interface Grown extends Omit<IsbnsRead, 'isbns'> {
  added: string[];
  /** In the pile already. */
  known: string[];
}

/**
 * Begins a pile. Needs `catalog.edit` and, for the library, `items.edit`. Throws `platform.invalid_input` (`itemType`), and as {@link growPile}.
 * @param input.text ISBNs, one a line; may be empty
 */
export async function startPile(ctx: Ctx, services: Queue, input: PileInput): Promise<{ id: number; grown: Grown }> {
  const { text, ...wanted } = parseInput(pileInput, input);
  authorizePile(ctx, wanted.libraryId);
  return ctx.db.transaction().execute(async (trx) => {
    if (!(await listItemTypes(trx)).some(({ code }) => code === wanted.itemType))
      throw platformErrors.invalidInput({}, { itemType: 'unknown' });
    const id = await insertPile(trx, { ...wanted, createdBy: actorName(ctx.actor), createdAt: ctx.clock.now() });
    await recordAudit(trx, ctx, {
      action: 'record_pile.created',
      entity: 'record_pile',
      entityId: id,
      libraryId: wanted.libraryId,
      after: wanted,
    });
    return { id, grown: await growWithin(trx, ctx, services, { id, libraryId: wanted.libraryId }, text) };
  });
}

/**
 * ISBNs join a pile and are looked up behind; what is in it already does not join again. Needs what {@link startPile} needs. Throws
 * `copying.pile_not_found`, `copying.pile_full` (then none of them joins).
 * @param input.text ISBNs, one a line
 */
export async function growPile(ctx: Ctx, services: Queue, id: number, input: { text: string }): Promise<Grown> {
  const { text } = parseInput(growInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    const pile = await holdPile(ctx, trx, id);
    return growWithin(trx, ctx, services, pile, text);
  });
}

async function growWithin(
  trx: Tx,
  ctx: Ctx,
  { jobs }: Queue,
  pile: { id: number; libraryId: number },
  text: string,
): Promise<Grown> {
  const { isbns, ...rest } = readIsbns(text);
  if (isbns.length > MOST_IN_PILE) throw copyingErrors.pileFull({ most: MOST_IN_PILE });
  const added = await insertBooks(trx, pile.id, isbns);
  if ((await countBooks(trx, pile.id)) > MOST_IN_PILE) throw copyingErrors.pileFull({ most: MOST_IN_PILE });
  if (added.length > 0) {
    await recordAudit(trx, ctx, {
      action: 'record_pile.grown',
      entity: 'record_pile',
      entityId: pile.id,
      libraryId: pile.libraryId,
      after: { isbns: added },
    });
    await jobs.enqueue(trx, LOOK_UP_QUEUE, { pileId: pile.id });
  }
  const joined = new Set(added);
  return { ...rest, added, known: isbns.filter((isbn) => !joined.has(isbn)) };
}
