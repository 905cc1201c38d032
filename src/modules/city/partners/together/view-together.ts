import type { Ctx } from '#platform/context';
import { authorizeAnywhere, canAnywhere } from '#platform/rights/authorize';
import {
  selectProgramsByTitle,
  selectTied,
  selectTies,
  type FoundProgram,
  type PartnerTie,
  type Thing,
  type TiedRow,
} from '../data/together.queries.ts';
import { getPartner } from '../register/view-partners.ts';
import type { TiePart } from '../rules/tie-parts.ts';

/** A partner as it stands beside what is done together. */
export interface TiedPartner {
  partnerId: number;
  /** Empty of a person who is forgotten. */
  name: string;
  parts: TiePart[];
  /** Whether everybody reads it. */
  isSeen: boolean;
}

/** What a partner is tied to. Needs `partners.manage`. Throws `partners.not_found`. */
export async function tiesOf(ctx: Ctx, partnerId: number): Promise<PartnerTie[]> {
  authorizeAnywhere(ctx, 'partners.manage');
  const { id } = await getPartner(ctx, partnerId);
  return selectTies(ctx.db, id);
}

/** Programmes that everybody sees, by what somebody typed of their titles. Needs `partners.manage`. */
export async function programsByTitle(ctx: Ctx, typed: string, limit: number): Promise<FoundProgram[]> {
  authorizeAnywhere(ctx, 'partners.manage');
  return selectProgramsByTitle(ctx.db, typed, limit);
}

const byPartner = (rows: readonly TiedRow[]): TiedPartner[] =>
  [...Map.groupBy(rows, ({ partnerId }) => partnerId)].map(([partnerId, own]) => ({
    partnerId,
    name: own[0]?.name ?? '',
    parts: own.map(({ part }) => part),
    isSeen: own.some(({ isSeen }) => isSeen),
  }));

/** With whom something is done, as everybody reads it: partners who agreed to be named, by name. Who may see the thing is for the caller to ask. */
export const sharedWith = async ({ db }: Pick<Ctx, 'db'>, thing: Thing): Promise<TiedPartner[]> =>
  byPartner((await selectTied(db, thing)).filter(({ isSeen }) => isSeen));

/**
 * The same for staff beside the thing: whoever keeps partners sees all of them, others what everybody reads. Who may see the thing is for the
 * caller to ask.
 */
export async function tiedTo(ctx: Pick<Ctx, 'db' | 'actor'>, thing: Thing): Promise<TiedPartner[]> {
  if (!canAnywhere(ctx.actor, 'partners.manage')) return sharedWith(ctx, thing);
  return byPartner(await selectTied(ctx.db, thing));
}
