import { z } from 'zod';
import { staffWho } from '#modules/ground/identity';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { foldedKey } from '#shared/text/fold';
import type {
  Partner,
  PartnerKind,
  PartnerLine,
  PartnerNote,
  PartnerPerson,
  PartnerRelation,
  PartnerState,
  PartnerWish,
} from '../client.ts';
import { countPartnerStates, findPartner, selectPairs, selectPartners, type Pair } from '../data/partners.queries.ts';
import { selectPeople } from '../data/people.queries.ts';
import { selectNotes, selectRelations, selectWishes } from '../data/ties.queries.ts';
import { partnerErrors } from '../errors.ts';

const edge = z.tuple([z.string(), z.number().int()]);
/** So many letters of what is looked for are read. */
const MOST_READ = 100;

/** Of which partners a list is, and which part of it. */
export interface PartnersWanted {
  state: PartnerState;
  kind?: PartnerKind | null | undefined;
  libraryId?: number | null | undefined;
  /** Words of a name, a person or a kelurahan. */
  asked?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** Partners by name, with their last contact. Needs `partners.manage`. */
export async function listPartners(
  ctx: Ctx,
  { state, kind = null, libraryId = null, asked = '', cursor, limit }: PartnersWanted,
): Promise<{ data: PartnerLine[]; next: string | null }> {
  authorizeAnywhere(ctx, 'partners.manage');
  const after = decodeCursor(cursor, edge);
  const words = foldedKey(asked.slice(0, MOST_READ));
  const rows = await selectPartners(ctx.db, { state, kind, libraryId, words, after, limit });
  return toPage(rows, limit, ({ name, id }) => [name, id]);
}

/** How many there are in each state. Needs `partners.manage`. */
export async function countPartners(ctx: Ctx): Promise<Record<PartnerState, number>> {
  authorizeAnywhere(ctx, 'partners.manage');
  const counts = await countPartnerStates(ctx.db);
  return {
    prospect: counts.get('prospect') ?? 0,
    active: counts.get('active') ?? 0,
    archived: counts.get('archived') ?? 0,
  };
}

/** All that is known of a partner; what was merged leads to what it became. */
export interface PartnerSheet {
  partner: Partner;
  people: PartnerPerson[];
  relations: PartnerRelation[];
  wishes: PartnerWish[];
  notes: PartnerNote[];
  /** Partners that may be the same. */
  twice: Pair[];
}
const MOST_PAIRS = 100;

/** A partner as it stands, whichever it was merged into. Needs `partners.manage`. Throws `partners.not_found`. */
export async function getPartner(ctx: Ctx, id: number): Promise<Partner> {
  authorizeAnywhere(ctx, 'partners.manage');
  let found = await findPartner(ctx.db, id);
  // roads are as long as one step: a merging takes those that lead to the one that goes along
  if (found?.mergedIntoId) found = await findPartner(ctx.db, found.mergedIntoId);
  if (!found) throw partnerErrors.notFound();
  return found;
}

/** The same with its people, relations, needs and offers, notes, and who may be the same. Needs `partners.manage`. Throws `partners.not_found`. */
export async function viewPartner(ctx: Ctx, id: number): Promise<PartnerSheet> {
  const partner = await getPartner(ctx, id);
  return {
    partner,
    people: await selectPeople(ctx.db, partner.id),
    relations: await selectRelations(ctx.db, partner.id),
    wishes: await selectWishes(ctx.db, partner.id),
    notes: await selectNotes(ctx.db, partner.id),
    twice: await selectPairs(ctx.db, MOST_PAIRS, partner.id),
  };
}

/** Partners that share a name, a number, an address or a site, and of which nobody has said that they are two. Needs `partners.manage`. */
export async function listPartnerPairs(ctx: Ctx): Promise<Pair[]> {
  authorizeAnywhere(ctx, 'partners.manage');
  return selectPairs(ctx.db, MOST_PAIRS);
}

/** Who may be in charge of a partner, by name. Needs `partners.manage`. */
export async function partnerKeepers(ctx: Ctx): Promise<{ id: number; name: string }[]> {
  authorizeAnywhere(ctx, 'partners.manage');
  return (await staffWho(ctx.db, 'partners.manage')).map(({ id, name }) => ({ id, name }));
}
