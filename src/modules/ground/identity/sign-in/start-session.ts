import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { findAccount, updateSignInState } from '../data/accounts.queries.ts';
import { insertSession, type SessionOwner } from '../data/sessions.queries.ts';
import { sessionEnd } from '../rules/session-length.ts';
import { hashToken, newToken, SESSION_PREFIX } from '../secrets.ts';

/** From where somebody signs in; shown in their own list of sessions. */
export interface Visitor {
  ip: string | null;
  userAgent: string | null;
}
export interface StartedSession {
  sessionId: number;
  /** The value of the cookie; only its hash is stored. */
  token: string;
  expiresAt: Date;
}

async function startSession(trx: Tx, ctx: Ctx, owner: SessionOwner, visitor: Visitor): Promise<StartedSession> {
  const now = ctx.clock.now();
  const token = newToken(SESSION_PREFIX);
  const expiresAt = sessionEnd('accountId' in owner ? 'account' : 'member', now);
  const sessionId = await insertSession(trx, {
    ...owner,
    tokenHash: hashToken(token),
    now,
    expiresAt,
    ip: visitor.ip,
    userAgent: visitor.userAgent?.slice(0, 300) ?? null,
  });
  return { sessionId, token, expiresAt };
}

/** Starts the session of a staff account whose password has been verified. */
export async function startAccountSession(
  trx: Tx,
  ctx: Ctx,
  account: { id: number; username: string; fullName: string; homeLibraryId: number | null },
  visitor: Visitor,
): Promise<StartedSession> {
  const started = await startSession(trx, ctx, { accountId: account.id }, visitor);
  await updateSignInState(trx, account.id, { failedCount: 0, lockedUntil: null, lastSignInAt: ctx.clock.now() });
  await recordAudit(trx, asAccount(ctx, account), {
    action: 'account.signed_in',
    entity: 'account',
    entityId: account.id,
    libraryId: account.homeLibraryId,
    after: { ip: visitor.ip },
  });
  return started;
}

/** Starts the session of an account that was let in otherwise than by its password (a pass of the practice space). Throws `platform.not_found`. */
export async function createAccountSession(
  trx: Tx,
  ctx: Ctx,
  { accountId, ...visitor }: { accountId: number } & Visitor,
): Promise<StartedSession> {
  const account = await findAccount(trx, accountId);
  if (account?.status !== 'active') throw platformErrors.notFound();
  return startAccountSession(trx, ctx, account, visitor);
}

/** Starts the session of a member whose PIN has been verified (by the module members, which records it). */
export const createMemberSession = async (
  trx: Tx,
  ctx: Ctx,
  input: { memberId: number } & Visitor,
): Promise<StartedSession> => startSession(trx, ctx, { memberId: input.memberId }, input);

/** Whoever signs in is nobody yet; the trace names them all the same. */
function asAccount(ctx: Ctx, account: { id: number; username: string; fullName: string }): Ctx {
  const { id, username, fullName } = account;
  return {
    ...ctx,
    actor: {
      kind: 'account',
      id,
      username,
      name: fullName,
      grants: [],
      scopes: null,
      homeLibraryId: null,
      sessionId: null,
    },
  };
}
