import { z } from 'zod';
import { recordAudit } from '#modules/audit';
import type { Library } from '#modules/libraries';
import { authorize, authorizeAnywhere } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/parse-input';
import { insertMember, libraryOfInput } from './create-member.ts';
import type { PupilRow } from './client.ts';
import { updateMemberRow } from './data/members.queries.ts';
import { lockClassLists } from './data/pupils.queries.ts';
import { classListInput, plan, rawRow, shown, type ClassList, type Planned, type PlannedPupil } from './plan-pupils.ts';
import type { PupilState } from './rules/pupils.ts';

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
    const library = await libraryOfInput(trx, ctx, list.library);
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
    const library = await libraryOfInput(trx, ctx, list.library);
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
  return save(trx, ctx, await libraryOfInput(trx, ctx, list.library), list);
}

async function save(
  trx: Tx,
  ctx: Ctx,
  library: Library,
  list: z.output<typeof classListInput>,
): Promise<PlannedPupil[]> {
  await lockClassLists(trx, library.id);
  const planned = await plan(trx, ctx, library, list);
  const results: PlannedPupil[] = [];
  for (const pupil of planned) results.push(await carryOut(trx, ctx, library, pupil));
  const count = (state: PupilState): number => results.filter((one) => one.state === state).length;
  await recordAudit(trx, ctx, {
    action: 'class_list.imported',
    entity: 'library',
    entityId: library.id,
    libraryId: library.id,
    after: { rows: results.length, created: count('new'), moved: count('moves') },
  });
  return results;
}

async function carryOut(trx: Tx, ctx: Ctx, library: Library, pupil: Planned): Promise<PlannedPupil> {
  const { row, category } = pupil;
  if (pupil.state === 'moves' && pupil.memberId !== null) {
    await updateMemberRow(trx, pupil.memberId, { className: pupil.className }, ctx.clock.now());
    await recordAudit(trx, ctx, {
      action: 'member.updated',
      entity: 'member',
      entityId: pupil.memberId,
      libraryId: library.id,
      before: { className: pupil.fromClass },
      after: { className: pupil.className },
    });
  }
  if (pupil.state !== 'new' || !row || category === null) return shown(pupil);
  const { number, fullName, birthDate, sex, className, guardianName, guardianPhone } = row;
  const made = await insertMember(trx, ctx, {
    ...{ fullName, birthDate, sex, className, guardianName, guardianPhone },
    ...(number === null ? {} : { number }),
    category,
    homeLibrary: library.code,
    institution: library.name,
    allowDuplicate: true,
  });
  return { ...shown(pupil), number: made.number };
}
