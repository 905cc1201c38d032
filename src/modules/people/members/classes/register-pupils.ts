import type { Insertable } from 'kysely';
import { z } from 'zod';
import { recordAudits, type AuditEntry } from '#modules/ground/audit';
import type { Library } from '#modules/ground/libraries';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Member as MemberTable } from '#platform/database/db-types';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { localDate } from '#shared/dates';
import { personNameKey } from '#shared/text/person-name';
import { libraryOfInput } from '../records/create-member.ts';
import type { PupilRow } from '../client.ts';
import { insertMemberRows } from '../data/member-batches.queries.ts';
import { updateMemberRow } from '../data/members.queries.ts';
import { lockClassLists } from '../data/pupils.queries.ts';
import { activeDay } from '../records/note-activity.ts';
import { classListInput, plan, rawRow, shown, type ClassList, type Planned, type PlannedPupil } from './plan-pupils.ts';
import { computeExpiry, needsGuardian } from '../rules/membership.ts';
import { searchName } from '../rules/name-search.ts';
import type { PupilState } from '../rules/pupils.ts';
import { keepCountersAhead, takeMemberNumbers } from '../cards/take-number.ts';

/** Rows that were sent along as JSON from the preview. Throws `platform.invalid_input`. */
export function pupilRowsOf(text: string): PupilRow[] {
  try {
    return z.array(rawRow).parse(JSON.parse(text));
  } catch {
    throw platformErrors.invalidInput({}, { rows: 'invalid' });
  }
}

/** What the rows of a class list would become; nothing is kept. Permission `members.edit` at the library. */
export async function planPupils(ctx: Ctx, input: ClassList): Promise<PlannedPupil[]> {
  authorizeAnywhere(ctx, 'members.edit');
  const list = parseInput(classListInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    const library = await libraryOfInput(trx, ctx, list.library, 'library');
    authorize(ctx, 'members.edit', library.id);
    return (await plan(trx, ctx, library, list)).map(shown);
  });
}

/**
 * Registers the pupils of a class list at their school, in one transaction: new ones become members whose guardian's consent is still
 * missing, those in another class move, nobody is doubled however often it is done. Permission `members.edit` at the library.
 */
export async function registerPupils(ctx: Ctx, input: ClassList): Promise<PlannedPupil[]> {
  authorizeAnywhere(ctx, 'members.edit');
  const list = parseInput(classListInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    const library = await libraryOfInput(trx, ctx, list.library, 'library');
    authorize(ctx, 'members.edit', library.id);
    return save(trx, ctx, library, list);
  });
}

/**
 * A stretch of a long class list, in a transaction that is already open; the caller has checked the permission. What a stretch before has made is
 * known in the next.
 */
export async function savePupilBatch(trx: Tx, ctx: Ctx, input: ClassList): Promise<PlannedPupil[]> {
  const list = parseInput(classListInput, input);
  return save(trx, ctx, await libraryOfInput(trx, ctx, list.library, 'library'), list);
}

/**
 * Carries the plan out in the order in which it holds nobody up: first those who move, then those who bring their number, and last those who
 * get one of ours, since whoever else is being registered waits for that counter until the end of this transaction.
 */
async function save(
  trx: Tx,
  ctx: Ctx,
  library: Library,
  list: z.output<typeof classListInput>,
): Promise<PlannedPupil[]> {
  await lockClassLists(trx, library.id);
  const planned = await plan(trx, ctx, library, list);
  await move(trx, ctx, library, planned);
  const fresh = planned.filter(({ state }) => state === 'new');
  const numbered = fresh.filter(({ row }) => row?.number);
  const own = await insertPupils(
    trx,
    ctx,
    library,
    numbered.map((pupil) => ({ pupil, number: pupil.row?.number ?? '' })),
  );
  const unnumbered = fresh.filter(({ row }) => row?.number === null);
  const made = new Map([...own, ...(await insertWithOurNumbers(trx, ctx, library, unnumbered))]);
  await keepCountersAhead(trx, [...own.values()]);
  const results = planned.map((pupil): PlannedPupil => {
    if (pupil.state !== 'new') return shown(pupil);
    const number = made.get(pupil.line);
    // somebody took it between the plan and now: this line alone waits for another number
    if (number === undefined) return { ...shown(pupil), state: 'problem', reasons: { number: 'taken' } };
    return { ...shown(pupil), number };
  });
  const count = (state: PupilState): number => results.filter((one) => one.state === state).length;
  const after = { rows: results.length, created: count('new'), moved: count('moves') };
  const whole = { entity: 'library', entityId: library.id, libraryId: library.id, after };
  await recordAudits(trx, ctx, [{ action: 'class_list.imported', ...whole }]);
  return results;
}

/** Always in the same order, so that two lists do not wait for each other. */
async function move(trx: Tx, ctx: Ctx, library: Library, planned: readonly Planned[]): Promise<void> {
  const traces: AuditEntry[] = [];
  for (const { state, memberId, fromClass, className } of planned.toSorted(
    (a, b) => (a.memberId ?? 0) - (b.memberId ?? 0),
  )) {
    if (state !== 'moves' || memberId === null) continue;
    await updateMemberRow(trx, memberId, { className }, ctx.clock.now());
    const about = { entity: 'member', entityId: memberId, libraryId: library.id };
    traces.push({ action: 'member.updated', ...about, before: { className: fromClass }, after: { className } });
  }
  await recordAudits(trx, ctx, traces);
}

interface Numbered {
  pupil: Planned;
  number: string;
}

/** Numbers of ours, for as long as one of them was somebody's meanwhile. @returns line → number */
async function insertWithOurNumbers(
  trx: Tx,
  ctx: Ctx,
  library: Library,
  pupils: readonly Planned[],
): Promise<Map<number, string>> {
  const today = localDate(ctx.clock.now(), library.timeZone);
  const made = new Map<number, string>();
  let waiting = pupils;
  while (waiting.length > 0) {
    const numbers = await takeMemberNumbers(trx, today, waiting.length);
    const tried = waiting.map((pupil, i) => ({ pupil, number: numbers[i] ?? '' }));
    for (const [line, number] of await insertPupils(trx, ctx, library, tried)) made.set(line, number);
    waiting = waiting.filter(({ line }) => !made.has(line));
  }
  return made;
}

/** One statement for all of them; whose number was taken meanwhile is left out. @returns line → number */
async function insertPupils(
  trx: Tx,
  ctx: Ctx,
  library: Library,
  pupils: readonly Numbered[],
): Promise<Map<number, string>> {
  const rows = pupils.flatMap(({ pupil, number }) => {
    const row = memberOf(ctx, library, pupil, number);
    return row ? [{ line: pupil.line, row }] : [];
  });
  // in the order of their numbers, so that two that bring the same ones do not wait for each other
  const sorted = rows.toSorted((a, b) => (a.row.number < b.row.number ? -1 : 1)).map(({ row }) => row);
  const ids = await insertMemberRows(trx, sorted);
  const made = rows.filter(({ row }) => ids.has(row.number));
  await recordAudits(
    trx,
    ctx,
    made.map(({ row: { createdAt: _created, updatedAt: _updated, searchName: _search, ...after } }) => ({
      action: 'member.created',
      entity: 'member',
      entityId: ids.get(after.number) ?? after.number,
      libraryId: library.id,
      after,
    })),
  );
  return new Map(made.map(({ line, row }) => [line, row.number]));
}

function memberOf(
  ctx: Ctx,
  library: Library,
  { row, of: category }: Planned,
  number: string,
): Insertable<MemberTable> | null {
  if (!row || !category) return null;
  const now = ctx.clock.now();
  const today = localDate(now, library.timeZone);
  const { fullName, birthDate, sex, className, guardianName, guardianPhone } = row;
  return {
    ...{ number, fullName, birthDate, sex, className, guardianName, guardianPhone },
    kind: category.kind,
    categoryId: category.id,
    homeLibraryId: library.id,
    institution: library.name,
    joinedOn: today,
    expiresOn: computeExpiry(category.validityMonths, today),
    foldedName: personNameKey(fullName),
    searchName: searchName(fullName),
    guardianConsent: needsGuardian(birthDate, today) ? 'missing' : 'unknown',
    lastActiveOn: activeDay(now),
    createdAt: now,
    updatedAt: now,
  };
}
