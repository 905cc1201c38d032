import type { Ctx } from '#platform/context';
import { listItemTypes } from '#modules/collection/catalog';
import { listLibraries } from '#modules/ground/libraries';
import { selectPolicies } from '../data/policies.queries.ts';
import { ANYONE } from '../lend-support.ts';
import { bookableFor } from '../rules/holds/bookable-for.ts';
import { resolvePolicy } from '../rules/policies/resolve-policy.ts';

/** What anyone may know about the lending of a copy; nothing of who has it. */
export interface CopyLending {
  /** Read in the library only, whoever asks. */
  referenceOnly: boolean;
  /** Somebody may book it for a period; who, and for how long, is looked at when they do. */
  bookable: boolean;
}

/** How copies are lent, by their id. Open to everyone. */
export async function describeLending(
  ctx: Pick<Ctx, 'db'>,
  items: readonly { id: number; libraryId: number; itemType: string }[],
): Promise<Map<number, CopyLending>> {
  const rules = await selectPolicies(ctx.db);
  return new Map(
    items.map(({ id, libraryId, itemType }) => {
      const { policy } = resolvePolicy(rules, { libraryId, categoryId: ANYONE, itemType });
      const bookable = bookableFor(rules, { libraryId, itemType });
      return [id, { referenceOnly: policy.referenceOnly, bookable }];
    }),
  );
}

/** Which copies somebody may book: the policy says so for their library and item type. Open to everyone. */
export async function bookableKinds(ctx: Pick<Ctx, 'db'>): Promise<{ libraryId: number; itemType: string }[]> {
  const rules = await selectPolicies(ctx.db);
  if (!rules.some((rule) => rule.bookable)) return [];
  const [libraries, types] = await Promise.all([listLibraries(ctx, { active: true }), listItemTypes(ctx.db)]);
  return libraries
    .flatMap(({ id }) => types.map(({ code }) => ({ libraryId: id, itemType: code })))
    .filter((kind) => bookableFor(rules, kind));
}
