import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { networkZone } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import { day } from '#platform/requests/bounds';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import type { LibraryNeed } from '../client.ts';
import { deleteNeed, insertNeed, selectNeeds } from '../data/needs.queries.ts';
import { partnerErrors } from '../errors.ts';

const NEED_LENGTH = 200;
/** What stands beside each other at /mitra; more is read by nobody. */
const MOST_SHOWN = 6;
/** What staff see of it. */
const MOST_KEPT = 200;

export const needInput = z.object({
  text: requiredText(NEED_LENGTH),
  textEn: z.string().trim().max(NEED_LENGTH).default(''),
  untilOn: day.nullable().default(null),
});
export type NeedInput = z.input<typeof needInput>;

/** What the library looks for today, in the language of the reader where it was written in it: for everybody. */
export async function showNeeds(
  ctx: Pick<Ctx, 'db' | 'clock' | 'locale'>,
): Promise<{ id: number; text: string; language: 'id' | 'en' }[]> {
  const today = localDate(ctx.clock.now(), await networkZone(ctx.db));
  return (await selectNeeds(ctx.db, { openOn: today, limit: MOST_SHOWN })).map(({ id, text, textEn }) => {
    const inEnglish = ctx.locale === 'en' && textEn !== '';
    return { id, text: inEnglish ? textEn : text, language: inEnglish ? 'en' : 'id' };
  });
}

/** All that was written down, also what is over. Needs `partners.manage`. */
export async function listNeeds(ctx: Ctx): Promise<LibraryNeed[]> {
  authorizeAnywhere(ctx, 'partners.manage');
  return selectNeeds(ctx.db, { openOn: null, limit: MOST_KEPT });
}

/** Says what the library looks for. Needs `partners.manage`. Throws `platform.invalid_input`. @returns its id */
export async function addNeed(ctx: Ctx, input: NeedInput): Promise<number> {
  authorizeAnywhere(ctx, 'partners.manage');
  const need = parseInput(needInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    const id = await insertNeed(trx, { ...need, createdAt: ctx.clock.now(), createdBy: actorName(ctx.actor) });
    await recordAudit(trx, ctx, {
      ...{ action: 'library_need.added', entity: 'library_need', entityId: id, libraryId: null },
      after: { text: need.text, untilOn: need.untilOn },
    });
    return id;
  });
}

/** Takes it away: it was found, or is not looked for any more. Needs `partners.manage`. Throws `partners.need_not_found`. */
export async function removeNeed(ctx: Ctx, id: number): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const gone = await deleteNeed(trx, id);
    if (!gone) throw partnerErrors.needNotFound();
    await recordAudit(trx, ctx, {
      ...{ action: 'library_need.removed', entity: 'library_need', entityId: id, libraryId: null },
      before: { text: gone.text, untilOn: gone.untilOn },
    });
  });
}
