import { noteWhoCame } from '#platform/admission/entry';
import type { Clock } from '#platform/clock';
import type { Actor, Locale } from '#platform/context';
import { withPreparedStatements } from '#platform/database/prepared';
import type { Db, Tx } from '#platform/database/db';
import {
  findActiveAccount,
  findLiveSession,
  findLiveToken,
  grantsOf,
  readGrants,
  touchSession,
  touchToken,
} from '../data/actors.queries.ts';
import { hashToken, SESSION_PREFIX } from '../secrets.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export interface Credentials {
  /** From `Authorization: Bearer …`. */
  bearer: string | null;
  /** From the session cookie. */
  sessionToken: string | null;
}
export interface ResolvedActor {
  actor: Actor;
  /** The language that the account or member chose, where known. */
  locale: Locale | null;
}

const asLocale = (value: string | null): Locale | null => (value === 'id' || value === 'en' ? value : null);

/**
 * Who is asking? A bearer token wins over a session. Unknown, expired and revoked credentials are simply nobody:
 * the use case then refuses with `platform.sign_in_needed`.
 */
export async function resolveActor(
  services: { db: Db; clock: Clock },
  credentials: Credentials,
): Promise<ResolvedActor> {
  const now = services.clock.now();
  const { bearer, sessionToken } = credentials;
  const resolved = await withPreparedStatements(async (): Promise<ResolvedActor> => {
    if (bearer?.startsWith(`${SESSION_PREFIX}_`)) return fromMemberSession(services.db, bearer, now);
    if (bearer) return fromToken(services.db, bearer, now);
    if (sessionToken) return fromSession(services.db, sessionToken, now);
    return { actor: { kind: 'anonymous' }, locale: null };
  });
  noteWhoCame(resolved.actor.kind === 'account');
  return resolved;
}

/** An account as an actor, with what it may do today; null = it is not active. For acts that it made earlier at a device. */
export async function accountActor(
  db: Db | Tx,
  accountId: number,
): Promise<Extract<Actor, { kind: 'account' }> | null> {
  const account = await findActiveAccount(db, accountId);
  if (!account) return null;
  return { kind: 'account', ...account, grants: await grantsOf(db, accountId), scopes: null, sessionId: null };
}

async function fromToken(db: Db, bearer: string, now: Date): Promise<ResolvedActor> {
  const [token] = await Promise.all([findLiveToken(db, hashToken(bearer), now), readGrants(db)]);
  if (!token) return { actor: { kind: 'anonymous' }, locale: null };
  if (!token.lastUsedAt || now.getTime() - token.lastUsedAt.getTime() > MINUTE) await touchToken(db, token.id, now);
  const actor: Actor = {
    kind: 'account',
    id: token.accountId,
    username: token.username,
    name: token.fullName,
    grants: await grantsOf(db, token.accountId),
    scopes: token.scopes,
    homeLibraryId: token.homeLibraryId,
    sessionId: null,
  };
  return { actor, locale: null };
}

/** A member who signed in through the API shows the session's token; staff sessions are for browsers. */
async function fromMemberSession(db: Db, token: string, now: Date): Promise<ResolvedActor> {
  const resolved = await fromSession(db, token, now);
  return resolved.actor.kind === 'member' ? resolved : { actor: { kind: 'anonymous' }, locale: null };
}

async function fromSession(db: Db, sessionToken: string, now: Date): Promise<ResolvedActor> {
  const [session] = await Promise.all([findLiveSession(db, hashToken(sessionToken), now), readGrants(db)]);
  if (!session) return { actor: { kind: 'anonymous' }, locale: null };
  // the hour alone: the minute of a last page would tell who wrote what is kept without a name
  const hour = new Date(Math.floor(now.getTime() / HOUR) * HOUR);
  if (hour > session.lastSeenAt) await touchSession(db, session.id, hour);
  if (session.accountId !== null && session.username !== null && session.accountName !== null) {
    const actor: Actor = {
      kind: 'account',
      id: session.accountId,
      username: session.username,
      name: session.accountName,
      grants: await grantsOf(db, session.accountId),
      scopes: null,
      homeLibraryId: session.homeLibraryId,
      sessionId: session.id,
    };
    return { actor, locale: asLocale(session.accountLocale) };
  }
  if (session.memberId !== null && session.memberNumber !== null && session.memberName !== null) {
    const actor: Actor = {
      kind: 'member',
      id: session.memberId,
      number: session.memberNumber,
      name: session.memberName,
      sessionId: session.id,
    };
    return { actor, locale: asLocale(session.memberLocale) };
  }
  return { actor: { kind: 'anonymous' }, locale: null };
}
