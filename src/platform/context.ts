import type { ChangeLog } from './database/change-log.ts';
import { heldClock, type Clock } from './clock.ts';
import type { Db } from './database/db.ts';

/** Permissions that an account holds, network-wide (`libraryId` null) or for one library. `*` = every permission. */
export interface Grant {
  libraryId: number | null;
  permissions: readonly string[];
  /** Reaches only the members who belong to this library: school staff and their pupils. */
  ownMembersOnly?: boolean;
}

export type Actor =
  | { kind: 'anonymous' }
  | {
      kind: 'account';
      id: number;
      username: string;
      name: string;
      grants: readonly Grant[];
      /** Set when an API token is used: the token can do at most this. `*` = all. */
      scopes: readonly string[] | null;
      homeLibraryId: number | null;
      sessionId: number | null;
    }
  | { kind: 'member'; id: number; number: string; name: string; sessionId: number }
  | { kind: 'system'; name: string };

export type Locale = 'id' | 'en';

/** What every use case is given: who acts, when, in which language, and the database. */
export interface Ctx {
  db: Db;
  actor: Actor;
  clock: Clock;
  locale: Locale;
  requestId: string;
  via: 'web' | 'api' | 'cli' | 'job';
  /** The library at which the work happens (the desk's library); null where it does not matter. */
  libraryId: number | null;
  /** When an act is written down that counts at another time (`clock`): by this the trace is dated; left out = by `clock`. */
  writtenAt?: Clock;
  /** Where an act that can be undone has noted what it changes; other acts note nothing. */
  changes?: ChangeLog;
  /** The form by which it was asked for, with the key that its page gave it: the same form is carried out once. */
  form?: string;
}

/** The name that is written beside an act ("dipinjamkan oleh …"). */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case 'account':
    case 'member':
      return actor.name;
    case 'system':
      return actor.name;
    case 'anonymous':
      return 'anonim';
  }
}

/** The context of work that nobody asked for by hand: jobs, set-up, the command line. */
export function systemCtx(db: Db, clock: Clock, name: string, via: 'job' | 'cli' = 'job'): Ctx {
  return { db, clock, actor: { kind: 'system', name }, locale: 'id', requestId: name, via, libraryId: null };
}

/**
 * The context of one act of longer work (a row of an import, a loan that a job renews): all that it writes says one instant, as in a
 * request, and the next act says a later one.
 */
export const oneAct = (ctx: Ctx): Ctx => ({ ...ctx, clock: heldClock(ctx.clock) });

/** The account that acts, for what is kept as somebody's own; null where it is none. */
export const accountOf = (actor: Actor): number | null => (actor.kind === 'account' ? actor.id : null);
