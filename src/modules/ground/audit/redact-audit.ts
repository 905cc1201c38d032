import type { Tx } from '#platform/database/db';
import {
  blankActor,
  blankAddresses,
  blankKeys,
  blankKeysMarked,
  blankStates,
  blankTyped,
  blankValues,
  redacting,
} from './data/redactions.queries.ts';

export interface Redaction {
  /** The thing whose states before and after are emptied: names of fields stay, values go. */
  entity: string;
  entityId: string | number;
  /** Whose acts are no longer shown with a name: the same person as actor. */
  memberId: number;
  /** Texts that name the person (number, name, e-mail): replaced where they stand as a whole value in what is about the member. */
  values: readonly string[];
}

/**
 * Takes a person out of the trace, in the transaction of the erasure; what happened, when, where and by which librarian stays. The only
 * change that a trace allows; who calls this records that it was done.
 */
export async function redactAudit(trx: Tx, { entity, entityId, memberId, values }: Redaction): Promise<void> {
  await redacting(trx, async () => {
    await blankStates(trx, entity, String(entityId));
    await blankActor(trx, memberId);
    await blankTyped(trx, memberId);
    for (const value of values) await blankValues(trx, memberId, value);
  });
}

/**
 * Cuts the link between things and persons in the trace: the named fields of these things' states go, and members who acted themselves are
 * no longer named.
 */
export async function unlinkAudit(
  trx: Tx,
  { entity, entityIds, keys }: { entity: string; entityIds: readonly (string | number)[]; keys: readonly string[] },
): Promise<void> {
  if (entityIds.length === 0) return;
  await redacting(trx, async () => blankKeys(trx, entity, entityIds.map(String), keys));
}

/**
 * The same for some of the acts on persons: those whose states carry one of the numbers under `marker.key` (`blockId`). Who did them
 * stays.
 */
export async function unlinkMarkedAudit(
  trx: Tx,
  {
    entity,
    entityIds,
    marker,
    keys,
  }: {
    entity: string;
    entityIds: readonly number[];
    marker: { key: string; values: readonly number[] };
    keys: readonly string[];
  },
): Promise<void> {
  if (marker.values.length === 0) return;
  await redacting(trx, async () => blankKeysMarked(trx, { entity, entityIds: entityIds.map(String), marker, keys }));
}

/** Takes network addresses out of the trace of everything before an instant. @returns out of how many lines */
export async function forgetAddresses(trx: Tx, before: Date): Promise<number> {
  let count = 0;
  await redacting(trx, async () => {
    count = await blankAddresses(trx, before);
  });
  return count;
}
