import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { insertEvents } from './data/events.queries.ts';
import { claimForm } from './form-acts.ts';

export interface AuditEntry {
  /** What was done: `loan.checked_out`, `bib.updated` … */
  action: string;
  /** The kind of thing: `loan`, `bib`, `member` … */
  entity: string;
  entityId: string | number;
  libraryId?: number | null;
  /** The member whom it is about, where `entity` is not the member: whose loan, hold or booking it is. An erasure finds it by this. */
  subjectId?: number | null;
  /** Only what changed, never secrets (hashes, PINs). */
  before?: object | null;
  after?: object | null;
}

/**
 * Writes the trace of a change, in the transaction of that change: nothing happens without its trace, and nothing that a form asked for
 * happens twice (`platform.already_done`).
 */
export async function recordAudit(trx: Tx, ctx: Ctx, entry: AuditEntry): Promise<void> {
  await recordAudits(trx, ctx, [entry]);
}

/** The same for a batch, in one statement. */
export async function recordAudits(trx: Tx, ctx: Ctx, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await claimForm(trx, ctx);
  const { actor, writtenAt } = ctx;
  await insertEvents(
    trx,
    entries.map((entry) => ({
      at: (writtenAt ?? ctx.clock).now(),
      actorKind: actor.kind,
      actorId: actor.kind === 'account' || actor.kind === 'member' ? actor.id : null,
      actorName: actorName(actor),
      action: entry.action,
      entity: entry.entity,
      entityId: String(entry.entityId),
      subjectId: subjectOf(entry),
      libraryId: entry.libraryId ?? ctx.libraryId,
      before: entry.before ? JSON.stringify(entry.before) : null,
      after: afterOf(entry, writtenAt && ctx.clock.now()),
      requestId: ctx.requestId,
      via: ctx.via,
    })),
  );
}

/** What it is now; of an act that is written down later also when it happened. */
function afterOf({ after }: AuditEntry, happenedAt: Date | undefined): string | null {
  if (!after && !happenedAt) return null;
  return JSON.stringify({ ...after, ...(happenedAt && { happenedAt }) });
}

/** An act on a member's record is about that member; an import names rows that were never saved by their number. */
function subjectOf({ entity, entityId, subjectId = null }: AuditEntry): number | null {
  if (entity !== 'member') return subjectId;
  const id = Number(entityId);
  return Number.isSafeInteger(id) && id > 0 ? id : subjectId;
}

/**
 * The part of two states that differs, for `before` and `after`.
 * @returns two objects with only the keys whose values changed
 */
export function changedParts<T extends object>(before: T, after: T): { before: Partial<T>; after: Partial<T> } {
  const old: Partial<T> = {};
  const now: Partial<T> = {};
  for (const key of Object.keys(after) as (keyof T)[]) {
    if (JSON.stringify(before[key]) !== JSON.stringify(after[key])) {
      old[key] = before[key];
      now[key] = after[key];
    }
  }
  return { before: old, after: now };
}
