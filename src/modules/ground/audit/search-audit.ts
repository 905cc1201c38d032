import { authorizeAnywhere, can, grantedLibraries, HIDDEN } from '#platform/rights/authorize';
import type { Actor, Ctx } from '#platform/context';
import type { PermissionCode } from '#platform/rights/permissions';
import { findEntities, findEvents, type AuditRow } from './data/events.queries.ts';
import { PERSONAL_ENTITIES, withoutPersons } from './rules/persons.ts';

export type { AuditRow } from './data/events.queries.ts';

const READ_BY: ReadonlyMap<string, PermissionCode> = new Map(Object.entries(PERSONAL_ENTITIES));

export interface AuditFilter {
  /** Part of the name of who did it. */
  actor?: string | undefined;
  actorKind?: 'account' | 'member' | 'system' | 'anonymous' | undefined;
  actorId?: number | undefined;
  entity?: string | undefined;
  entityId?: string | undefined;
  /** An action or its beginning: `loan` finds `loan.checked_out`. */
  action?: string | undefined;
  /** From this instant on. */
  from?: Date | undefined;
  /** Before this instant. */
  to?: Date | undefined;
  libraryId?: number | undefined;
  /** Words anywhere in what was changed, in the number of the thing or in the name of who did it. */
  q?: string | undefined;
  /** Go on after this event (towards older ones). */
  beforeId?: number | undefined;
  /** Up to `limit + 1` rows are answered, to know whether there are more. */
  limit: number;
}

const YEAR = 366 * 86_400_000;

/**
 * Who did what, the newest first. Permission `audit.read`; a grant for one library shows the events of that library.
 * Free text reads the changes themselves, so without a first day it looks back one year only. How people are reached is shown, and found, as
 * their own pages show it: a hit would tell whose it is.
 */
export async function searchAudit(ctx: Ctx, filter: AuditFilter): Promise<AuditRow[]> {
  authorizeAnywhere(ctx, 'audit.read');
  const from = filter.from ?? (filter.q ? new Date(ctx.clock.now().getTime() - YEAR) : undefined);
  const libraries = grantedLibraries(ctx.actor, 'audit.read');
  const unread = [...READ_BY]
    .filter(([, permission]) => grantedLibraries(ctx.actor, permission) !== 'all')
    .map(([entity]) => entity);
  const rows = await findEvents(ctx.db, { ...filter, from, libraries, unread, limit: filter.limit + 1 });
  return rows.map((row) => seenBy(ctx.actor, row));
}

function seenBy(actor: Actor, row: AuditRow): AuditRow {
  const permission = READ_BY.get(row.entity);
  if (permission === undefined || can(actor, permission, row.libraryId)) return row;
  return { ...row, before: withoutPersons(row.before, HIDDEN), after: withoutPersons(row.after, HIDDEN) };
}

/** The kinds of things that have a trace, for a choice. */
export async function listAuditEntities(ctx: Ctx): Promise<string[]> {
  authorizeAnywhere(ctx, 'audit.read');
  return findEntities(ctx.db);
}
