import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import {
  followMerged,
  insertDistinct,
  movePartnerRows,
  updatePartner,
  type LockedPartner,
} from '../data/partners.queries.ts';
import { moveTies } from '../data/together.queries.ts';
import { partnerErrors } from '../errors.ts';
import { takeBackOfPartner } from '../meetings/take-back.ts';
import { mergeLinks } from '../pages/edit-links.ts';
import { takeBackLinksTo } from '../pages/take-back-links.ts';
import { keysOf } from '../rules/keys.ts';
import { differing, takenFields, type MergedField } from '../rules/merge.ts';
import { mergeInput, type MergeInput } from '../schema.ts';
import { livingPartner, partnerAt } from './living-partner.ts';
import { getPartner } from './view-partners.ts';

/** Two partners side by side, for whoever merges them: what both say and differently. Needs `partners.manage`. Throws `partners.not_found`, `partners.same_twice`. */
export async function compareMerge(ctx: Ctx, keepId: number, dropId: number) {
  authorizeAnywhere(ctx, 'partners.manage');
  const [keep, drop] = [await getPartner(ctx, keepId), await getPartner(ctx, dropId)];
  if (keep.id === drop.id) throw partnerErrors.sameTwice();
  return { keep, drop, differ: differing(keep, drop) };
}

/**
 * Makes two partners one: all that points at the one that goes is that of the one that stays, which takes the fields that were chosen and
 * those that it does not have. The one that goes leads there from now on. Needs
 * `partners.manage`. Throws `partners.not_found`, `partners.merged`, `partners.same_twice`, `platform.version_conflict`,
 * `platform.invalid_input`.
 */
export async function mergePartners(ctx: Ctx, input: MergeInput): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const { keepId, dropId, keepVersion, dropVersion, take } = parseInput(mergeInput, input);
  if (keepId === dropId) throw partnerErrors.sameTwice();
  const versions = new Map([
    [keepId, keepVersion],
    [dropId, dropVersion],
  ]);
  await ctx.db.transaction().execute(async (trx) => {
    // in one order: two who merge the same at once wait for each other, and the second is told
    const held = new Map<number, LockedPartner>();
    for (const [id, version] of [...versions].toSorted(([a], [b]) => a - b))
      held.set(id, await partnerAt(trx, id, version));
    const [keep, drop] = [held.get(keepId), held.get(dropId)];
    if (!keep || !drop) throw partnerErrors.notFound();
    const now = ctx.clock.now();
    const taken = takenFields(keep, drop, take);
    const of = <K extends MergedField>(field: K): LockedPartner[K] => (taken.includes(field) ? drop : keep)[field];
    const merged = {
      ...{ kind: of('kind'), name: of('name'), address: of('address'), kelurahan: of('kelurahan') },
      ...{ phone: of('phone'), email: of('email'), site: of('site'), since: of('since') },
      ...{ about: of('about'), aboutEn: of('aboutEn'), story: of('story'), storyEn: of('storyEn') },
      ...{ libraryId: of('libraryId'), inChargeId: of('inChargeId'), schoolLibraryId: of('schoolLibraryId') },
    };
    for (const id of [keepId, dropId]) await takeBackOfPartner(trx, ctx, id);
    // before anything moves: what each of them has says what becomes of the pages
    await mergeLinks(trx, ctx, drop, keep);
    for (const { email } of [keep, drop]) if (email !== merged.email) await takeBackLinksTo(trx, ctx, [keepId], email);
    await movePartnerRows(trx, dropId, keepId);
    await moveTies(trx, dropId, keepId);
    await followMerged(trx, dropId, keepId);
    await updatePartner(trx, dropId, { state: 'archived', mergedIntoId: keepId, namedOn: null, changedAt: now });
    await updatePartner(trx, keepId, {
      ...merged,
      ...keysOf(merged),
      // nobody is named in public by the word of another
      namedOn: keep.namedOn,
      state: keep.state === 'active' || drop.state === 'active' ? 'active' : keep.state,
      offer: [keep.offer, drop.offer].filter(Boolean).join('\n'),
      changedAt: now,
    });
    await recordAudit(trx, ctx, {
      ...{ action: 'partner.merged', entity: 'partner', entityId: dropId, libraryId: drop.libraryId },
      before: drop.kind === 'person' ? { kind: drop.kind } : { name: drop.name, kind: drop.kind },
      after: { mergedIntoId: keepId, taken: taken.join(' ') },
    });
  });
}

/** Says that two partners that look like one are two; they are not shown as one again. Needs `partners.manage`. Throws `partners.not_found`, `partners.merged`, `partners.same_twice`. */
export async function sayDistinct(ctx: Ctx, oneId: number, otherId: number): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  if (oneId === otherId) throw partnerErrors.sameTwice();
  const [lowId = 0, highId = 0] = [oneId, otherId].toSorted((a, b) => a - b);
  await ctx.db.transaction().execute(async (trx) => {
    await livingPartner(trx, lowId);
    await livingPartner(trx, highId);
    await insertDistinct(trx, { lowId, highId, saidBy: actorName(ctx.actor), saidAt: ctx.clock.now() });
    await recordAudit(trx, ctx, {
      ...{ action: 'partner.told_apart', entity: 'partner', entityId: lowId, libraryId: null },
      after: { from: highId },
    });
  });
}
