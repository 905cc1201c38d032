import type { Ctx } from '#platform/context';
import { seenLibraries } from '#platform/rights/authorize';
import { selectOpenIncidents } from '../data/incidents.queries.ts';

/** Of whom something is being looked into, the longest first, without what it is. Needs `volunteers.manage`; of the libraries where the actor has it. */
export const listOpenIncidents = async (ctx: Ctx) =>
  selectOpenIncidents(ctx.db, seenLibraries(ctx, 'volunteers.manage', undefined));
