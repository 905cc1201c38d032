import type { Ctx } from '#platform/context';
import { findSessions, type SessionRow } from '../data/sessions.queries.ts';
import { sessionOwner } from './session-owner.ts';

export interface OwnSession extends SessionRow {
  /** The one that asks. */
  current: boolean;
}

/** One's own live sessions, the last used first. */
export async function listSessions(ctx: Ctx): Promise<OwnSession[]> {
  const { owner, sessionId } = sessionOwner(ctx);
  const rows = await findSessions(ctx.db, owner, ctx.clock.now());
  return rows.map((row) => ({ ...row, current: row.id === sessionId }));
}
