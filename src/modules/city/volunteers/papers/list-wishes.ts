import type { Ctx } from '#platform/context';
import { seenLibraries } from '#platform/rights/authorize';
import { selectWishes } from '../data/papers.queries.ts';

/** Who asks for a certificate of their hours, the longest first. Needs `volunteers.manage`; of the libraries where the actor has it. */
export const listPaperWishes = async (ctx: Ctx) =>
  selectWishes(ctx.db, seenLibraries(ctx, 'volunteers.manage', undefined));
