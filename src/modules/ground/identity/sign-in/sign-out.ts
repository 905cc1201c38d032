import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { revokeSessions } from '../data/sessions.queries.ts';
import { sessionOwner } from './session-owner.ts';

/** Ends the session that asks; nothing happens for somebody who is not signed in. */
export async function signOut(ctx: Ctx): Promise<void> {
  if (ctx.actor.kind !== 'account' && ctx.actor.kind !== 'member') return;
  const { sessionId } = ctx.actor;
  if (sessionId !== null) await endOwnSessions(ctx, { only: sessionId }, 'signed_out');
}

/** Ends one of one's own sessions (a lost phone, a computer left open). */
export async function revokeSession(ctx: Ctx, input: { sessionId: number }): Promise<void> {
  const ended = await endOwnSessions(ctx, { only: input.sessionId }, 'session_revoked');
  if (ended === 0) throw platformErrors.notFound();
}

/** Ends all of one's sessions, also the one that asks unless it is to stay. */
export async function signOutEverywhere(ctx: Ctx, input: { keepCurrent?: boolean } = {}): Promise<number> {
  const { sessionId } = sessionOwner(ctx);
  return endOwnSessions(ctx, input.keepCurrent ? { except: sessionId } : {}, 'signed_out_everywhere');
}

/** Ends all sessions of a member: for the module members, when a PIN is changed or a membership ends. */
export async function endMemberSessions(
  trx: Tx,
  ctx: Ctx,
  input: { memberId: number; except?: number | null },
): Promise<void> {
  await revokeSessions(trx, { memberId: input.memberId }, ctx.clock.now(), { except: input.except ?? null });
}

async function endOwnSessions(
  ctx: Ctx,
  which: { only?: number; except?: number | null },
  act: string,
): Promise<number> {
  const { owner, entity, id } = sessionOwner(ctx);
  return ctx.db.transaction().execute(async (trx) => {
    const ended = await revokeSessions(trx, owner, ctx.clock.now(), which);
    if (ended.length === 0) return 0;
    await recordAudit(trx, ctx, { action: `${entity}.${act}`, entity, entityId: id, before: { sessions: ended } });
    return ended.length;
  });
}
