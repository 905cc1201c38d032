import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** Stands where a value was. */
const GONE = '…';

/** Lets the append-only trigger pass for this transaction's redaction, and only for it. */
export async function redacting(trx: Tx, work: () => Promise<void>): Promise<void> {
  await sql`select set_config('lumbung.redaction', 'on', true)`.execute(trx);
  await work();
  await sql`select set_config('lumbung.redaction', 'off', true)`.execute(trx);
}

const emptied = (column: 'before' | 'after') => sql`(
  select jsonb_object_agg(field, to_jsonb(${GONE}::text)) from jsonb_object_keys(${sql.ref(column)}) as field
)`;

export async function blankStates(trx: Tx, entity: string, entityId: string): Promise<void> {
  await sql`update audit_event set before = ${emptied('before')}, after = ${emptied('after')}
    where entity = ${entity} and entity_id = ${entityId}`.execute(trx);
}

export async function blankActor(trx: Tx, memberId: number): Promise<void> {
  await sql`update audit_event set actor_name = ${GONE} where actor_kind = 'member' and actor_id = ${memberId}`.execute(
    trx,
  );
}

/** What is about the member, or done by them; by their id and never by a name, which others may have too. */
const ofMember = (memberId: number) =>
  sql`(subject_id = ${memberId} or (actor_kind = 'member' and actor_id = ${memberId}))`;

/** A value is replaced where it is a whole JSON text of the member's own lines, so that a short name does not tear others apart. */
export async function blankValues(trx: Tx, memberId: number, value: string): Promise<void> {
  const quoted = JSON.stringify(value);
  const gone = JSON.stringify(GONE);
  await sql`update audit_event
    set before = replace(before::text, ${quoted}, ${gone})::jsonb, after = replace(after::text, ${quoted}, ${gone})::jsonb
    where ${ofMember(memberId)} and (strpos(before::text, ${quoted}) > 0 or strpos(after::text, ${quoted}) > 0)`.execute(
    trx,
  );
}

/** Under these keys stands what somebody typed about a person, in their own words: the name may be anywhere in it. */
const TYPED = ['note', 'reason', 'overrideReason', 'dueReason', 'details', 'purpose'];

const untyped = (column: 'before' | 'after') => sql`${sql.ref(column)} || coalesce((
  select jsonb_object_agg(field, to_jsonb(${GONE}::text)) from unnest(${TYPED}::text[]) as field
  where jsonb_typeof(${sql.ref(column)} -> field) = 'string'
), '{}')`;

/** What was typed about the member goes from the member's own lines. */
export async function blankTyped(trx: Tx, memberId: number): Promise<void> {
  await sql`update audit_event set before = ${untyped('before')}, after = ${untyped('after')}
    where ${ofMember(memberId)} and (before ?| ${TYPED}::text[] or after ?| ${TYPED}::text[])`.execute(trx);
}

export async function blankKeys(
  trx: Tx,
  entity: string,
  entityIds: readonly string[],
  keys: readonly string[],
): Promise<void> {
  await sql`update audit_event set before = before - ${[...keys]}::text[], after = after - ${[...keys]}::text[],
      subject_id = null, actor_id = case when actor_kind = 'member' then null else actor_id end,
      actor_name = case when actor_kind = 'member' then ${GONE} else actor_name end
    where entity = ${entity} and entity_id = any(${[...entityIds]}::text[])`.execute(trx);
}

export async function blankKeysMarked(
  trx: Tx,
  about: {
    entity: string;
    entityIds: readonly string[];
    marker: { key: string; values: readonly number[] };
    keys: readonly string[];
  },
): Promise<void> {
  const { entity, entityIds, marker, keys } = about;
  await sql`update audit_event set before = before - ${[...keys]}::text[], after = after - ${[...keys]}::text[]
    where entity = ${entity} and entity_id = any(${[...entityIds]}::text[])
      and coalesce(after ->> ${marker.key}, before ->> ${marker.key}) = any(${marker.values.map(String)}::text[])`.execute(
    trx,
  );
}

/** Lines that still say from which network address somebody acted. */
export async function countAddresses(db: Db | Tx, before: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from audit_event
    where after ? 'ip' and at < ${before}`.execute(db);
  return rows[0]?.count ?? 0;
}

export async function blankAddresses(trx: Tx, before: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`update audit_event set after = after - 'ip'
    where after ? 'ip' and at < ${before}`.execute(trx);
  return Number(numAffectedRows);
}
