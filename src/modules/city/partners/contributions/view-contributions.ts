import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import { authorize, authorizeAnywhere, seenLibraries } from '#platform/rights/authorize';
import { isDay } from '#shared/dates';
import {
  findContribution,
  selectContributions,
  sumContributions,
  type ContributionsAsked,
} from '../data/contributions.queries.ts';
import { partnerErrors } from '../errors.ts';
import { CONTRIBUTION_STATES, type ContributionKind, type ContributionState } from '../rules/contribution.ts';
import type { Contribution } from './shown.ts';

const edge = z.tuple([z.string().refine(isDay), z.number().int()]);

/** Which contributions are wanted. */
export interface ContributionsWanted {
  state: ContributionState;
  partnerId?: number | null | undefined;
  libraryId?: number | null | undefined;
  kind?: ContributionKind | null | undefined;
  /** Those that began in a year. */
  year?: number | null | undefined;
  /** Only what came and was not thanked for. */
  unthanked?: boolean | undefined;
}

const askedOf = (
  ctx: Ctx,
  { state, partnerId = null, libraryId = null, kind = null, year = null, unthanked = false }: ContributionsWanted,
): ContributionsAsked => ({
  ...{ state, partnerId, kind, year, isUnthanked: unthanked },
  libraries: seenLibraries(ctx, 'partners.manage', libraryId ?? undefined),
});

/** Contributions to libraries where they may be kept, the latest first. Needs `partners.manage`. */
export async function listContributions(
  ctx: Ctx,
  { cursor, limit, ...wanted }: ContributionsWanted & { cursor?: string | undefined; limit: number },
): Promise<{ data: Contribution[]; next: string | null }> {
  const asked = askedOf(ctx, wanted);
  const rows = await selectContributions(ctx.db, { ...asked, after: decodeCursor(cursor, edge), limit });
  return toPage(rows, limit, ({ fromOn, id }) => [fromOn, id]);
}

/** How many there are in each state, and what those are worth of which a list is. Needs `partners.manage`. */
export async function countContributions(
  ctx: Ctx,
  wanted: ContributionsWanted,
): Promise<{ counts: Record<ContributionState, number>; value: number; unthanked: number }> {
  const asked = askedOf(ctx, wanted);
  const counts = { promised: 0, received: 0, void: 0 };
  for (const state of CONTRIBUTION_STATES)
    counts[state] = (await sumContributions(ctx.db, { ...asked, state, isUnthanked: false })).count;
  const open = await sumContributions(ctx.db, { ...asked, state: 'received', isUnthanked: true });
  return { counts, value: (await sumContributions(ctx.db, asked)).value, unthanked: open.count };
}

/** One of them. Needs `partners.manage` at its library. Throws `partners.contribution_not_found`. */
export async function getContribution(ctx: Ctx, id: number): Promise<Contribution> {
  authorizeAnywhere(ctx, 'partners.manage');
  const found = await findContribution(ctx.db, id);
  if (!found) throw partnerErrors.contributionNotFound();
  authorize(ctx, 'partners.manage', found.libraryId);
  return found;
}
