import { z } from 'zod';
import { changedParts, recordAudit } from '#modules/ground/audit';
import { networkZone } from '#modules/ground/libraries';
import { instant } from '#platform/requests/bounds';
import { authorize, authorizeAnywhere, can, grantedLibraries } from '#platform/rights/authorize';
import { nextNumber } from '#platform/database/counters';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { decodeCursor, encodeCursor } from '#platform/requests/http';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import { localDate } from '#shared/dates';
import {
  findIncident,
  insertIncident,
  lockIncident,
  replaceAffected,
  selectIncidents,
  selectNamed,
  updateIncident,
  type IncidentRow,
} from '../data/incidents.queries.ts';
import { memberErrors } from '../errors.ts';
import { incidentData, statusOf, type IncidentAddressee } from '../rules/incident.ts';
import { dueOf } from '../rules/subject-request.ts';

const MAX_AFFECTED = 5000;

export const incidentInput = z.object({
  title: requiredText(160),
  /** When it happened; null = nobody knows. */
  happenedAt: instant.nullable().optional(),
  /** When it came to light: the 3 × 24 hours run from here. */
  foundAt: instant,
  dataKinds: z.array(z.enum(incidentData)).min(1, 'required').max(incidentData.length),
  /** How it came about. */
  how: requiredText(2000),
  /** What was done against it and to make good. */
  measures: requiredText(2000),
  /** How many people; null = not known yet. */
  people: z.number().int().min(0).max(100_000_000).nullable().optional(),
  /** Card numbers of members who are to be written to. */
  memberNumbers: z.array(z.string().trim().min(1).max(40)).max(MAX_AFFECTED).optional(),
});
export type IncidentInput = z.input<typeof incidentInput>;
export type DataIncident = IncidentRow;

function check(ctx: Ctx, input: IncidentInput): z.output<typeof incidentInput> {
  const checked = parseInput(incidentInput, input);
  const { foundAt, happenedAt = null } = checked;
  if (foundAt > ctx.clock.now()) throw platformErrors.invalidInput({}, { foundAt: 'date_in_future' });
  if (happenedAt !== null && happenedAt > foundAt) throw platformErrors.invalidInput({}, { happenedAt: 'invalid' });
  return checked;
}

/**
 * The letter tells their names and addresses: whoever writes it down names members whom they may read. Whom somebody else has named stays.
 * Throws `members.incident_members_unknown`, the same for a number of nobody.
 */
async function keepAffected(trx: Tx, ctx: Ctx, id: number, numbers: readonly string[] | undefined): Promise<void> {
  if (numbers === undefined) return;
  const wanted = [...new Set(numbers)];
  const named = (await selectNamed(trx, id, wanted)).filter(
    ({ affected, homeLibraryId }) => affected || can(ctx.actor, 'members.read', homeLibraryId),
  );
  const known = new Set(named.map(({ number }) => number));
  const unknown = wanted.filter((number) => !known.has(number));
  if (unknown.length > 0) throw memberErrors.incidentMembersUnknown({ numbers: unknown.slice(0, 10).join(', ') });
  await replaceAffected(
    trx,
    id,
    named.map((member) => member.id),
  );
}

const columns = ({ memberNumbers: _, happenedAt = null, people = null, ...rest }: z.output<typeof incidentInput>) => ({
  ...rest,
  happenedAt,
  people,
  children: rest.dataKinds.includes('children'),
  dueAt: dueOf(rest.foundAt),
});

/**
 * Writes down a failure of the protection of personal data (UU 27/2022 art. 46). Permission `members.privacy`, at the library of the desk or
 * network-wide. Throws `members.incident_members_unknown`.
 */
export async function recordIncident(
  ctx: Ctx,
  input: IncidentInput,
): Promise<{ id: number; number: string; dueAt: Date }> {
  authorize(ctx, 'members.privacy', ctx.libraryId);
  const checked = check(ctx, input);
  return ctx.db.transaction().execute(async (trx) => {
    const now = ctx.clock.now();
    const year = localDate(now, await networkZone(trx)).slice(0, 4);
    const serial = await nextNumber(trx, 'data_incident', year);
    const number = `K-${year}-${String(serial).padStart(3, '0')}`;
    const row = columns(checked);
    const id = await insertIncident(trx, {
      ...row,
      number,
      libraryId: ctx.libraryId,
      createdAt: now,
      createdBy: actorName(ctx.actor),
    });
    await keepAffected(trx, ctx, id, checked.memberNumbers);
    await recordAudit(trx, ctx, {
      action: 'data_incident.recorded',
      entity: 'data_incident',
      entityId: id,
      libraryId: ctx.libraryId,
      after: { number, dataKinds: row.dataKinds, people: row.people, dueAt: row.dueAt },
    });
    return { id, number, dueAt: row.dueAt };
  });
}

/** The incident, locked, if this person answers for it. */
async function lock(trx: Tx, ctx: Ctx, id: number): Promise<IncidentRow> {
  const found = await lockIncident(trx, id);
  if (!found) throw memberErrors.incidentNotFound();
  authorize(ctx, 'members.privacy', found.libraryId);
  if (found.status === 'closed') throw memberErrors.incidentClosed();
  return found;
}

/**
 * What is known changes in the first days. Permission `members.privacy` at its library.
 * @param version that the editor saw
 */
export async function updateDataIncident(ctx: Ctx, id: number, version: number, input: IncidentInput): Promise<void> {
  authorizeAnywhere(ctx, 'members.privacy');
  const checked = check(ctx, input);
  await ctx.db.transaction().execute(async (trx) => {
    const before = await lock(trx, ctx, id);
    if (before.version !== version) throw platformErrors.versionConflict();
    const after = columns(checked);
    await updateIncident(trx, id, after);
    await keepAffected(trx, ctx, id, checked.memberNumbers);
    await recordAudit(trx, ctx, {
      action: 'data_incident.updated',
      entity: 'data_incident',
      entityId: id,
      libraryId: before.libraryId,
      ...changedParts({ ...before }, { ...before, ...after }),
    });
  });
}

const toldColumn = { subjects: 'subjectsToldAt', agency: 'agencyToldAt', public: 'publicToldAt' } as const;

/** Writes down that somebody was told, now. Told twice keeps the first time. Permission `members.privacy` at its library. */
export async function markTold(ctx: Ctx, id: number, who: IncidentAddressee): Promise<void> {
  authorizeAnywhere(ctx, 'members.privacy');
  await ctx.db.transaction().execute(async (trx) => {
    const found = await lock(trx, ctx, id);
    const column = toldColumn[who];
    if (found[column] !== null) return;
    const told = { ...found, [column]: ctx.clock.now() };
    await updateIncident(trx, id, { [column]: told[column], status: statusOf(told) });
    await recordAudit(trx, ctx, {
      action: 'data_incident.told',
      entity: 'data_incident',
      entityId: id,
      libraryId: found.libraryId,
      after: { who, late: ctx.clock.now() > found.dueAt },
    });
  });
}

/** Nothing is left to do. Throws `members.incident_not_told` before those affected and the agency know. */
export async function closeIncident(ctx: Ctx, id: number, input: { note: string }): Promise<void> {
  authorizeAnywhere(ctx, 'members.privacy');
  const { note } = parseInput(z.object({ note: requiredText(1000) }), input);
  await ctx.db.transaction().execute(async (trx) => {
    const found = await lock(trx, ctx, id);
    if (found.status !== 'told') throw memberErrors.incidentNotTold();
    await updateIncident(trx, id, { status: 'closed', closedAt: ctx.clock.now(), closingNote: note });
    await recordAudit(trx, ctx, {
      action: 'data_incident.closed',
      entity: 'data_incident',
      entityId: id,
      libraryId: found.libraryId,
      after: { note },
    });
  });
}

/** One incident. Permission `members.privacy` at its library. */
export async function getIncident(ctx: Ctx, id: number): Promise<DataIncident> {
  authorizeAnywhere(ctx, 'members.privacy');
  const found = await findIncident(ctx.db, id);
  if (!found) throw memberErrors.incidentNotFound();
  authorize(ctx, 'members.privacy', found.libraryId);
  return found;
}

/** What still has to be told first, then the newest. Permission `members.privacy`; for some libraries: theirs. */
export async function listIncidents(
  ctx: Ctx,
  query: { cursor?: string | undefined; limit: number },
): Promise<{ data: DataIncident[]; next: string | null }> {
  authorizeAnywhere(ctx, 'members.privacy');
  const granted = grantedLibraries(ctx.actor, 'members.privacy');
  const [offset = 0] = decodeCursor(query.cursor, z.tuple([z.number().int().min(0)])) ?? [];
  const within = granted === 'all' ? null : granted;
  const rows = await selectIncidents(ctx.db, { within, offset, limit: query.limit + 1 });
  const data = rows.slice(0, query.limit);
  return { data, next: rows.length > query.limit ? encodeCursor([offset + query.limit]) : null };
}
