import { z } from 'zod';
import { recordAudit } from '#modules/audit';
import type { Library } from '#modules/libraries';
import { authorize, authorizeAnywhere } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { AppError, platformErrors } from '#platform/errors';
import { parseInput, requiredText } from '#platform/parse-input';
import { isDay, localDate, type LocalDate } from '#shared/dates';
import { personNameKey } from '#shared/text/person-name';
import { insertMember, libraryOfInput } from './create-member.ts';
import { sexes, type PupilRow } from './client.ts';
import { selectCategories } from './data/categories.queries.ts';
import { takenNumbers } from './data/card-numbers.queries.ts';
import { updateMemberRow } from './data/members.queries.ts';
import { lockClassLists, selectAlike } from './data/pupils.queries.ts';
import { checkMember } from './rules/membership.ts';
import { memberNumber, phone } from './schema.ts';
import { categoryOfPupil, classKey, type PupilState } from './rules/pupils.ts';

/** A row of a class list as it was read; dates are ISO, what could not be read is as it was written. */
const pupilRow = z.object({
  /** Line of the file. */
  line: z.number().int(),
  fullName: requiredText(120),
  birthDate: z.string().refine(isDay, 'date_unreadable'),
  sex: z.enum(sexes).nullable(),
  /** NISN or the school's own number; it becomes the member number. null = the next of the pattern. */
  number: z
    .union([
      z
        .string()
        .trim()
        .length(0)
        .transform(() => null),
      memberNumber,
    ])
    .nullable(),
  className: requiredText(30),
  guardianName: requiredText(120),
  guardianPhone: phone,
});
/** A row as it came from a file, whatever stands in it. */
const rawRow = z.object({
  line: z.number().int(),
  fullName: z.string().max(300),
  birthDate: z.string().max(300),
  sex: z.enum(sexes).nullable().default(null),
  number: z.string().max(300).nullable().default(null),
  className: z.string().max(300),
  guardianName: z.string().max(300),
  guardianPhone: z.string().max(300).nullable().default(null),
});
export const classListInput = z.object({
  /** Code of the school's library: the home library of the pupils. */
  library: z.string().trim().min(1).max(20),
  /** Category of those whom it fits by age; others get the one made for their age. */
  category: z.string().trim().min(1).max(30).default('pelajar'),
  rows: z.array(rawRow).min(1).max(2000),
  /** Lines whose pupil is somebody else than the member of another library with the same name and birth date. */
  others: z.array(z.number().int()).max(2000).default([]),
});
export type ClassList = z.input<typeof classListInput>;

/** What becomes, or became, of a row. */
export interface PlannedPupil {
  line: number;
  fullName: string;
  className: string;
  state: PupilState;
  /** Of `problem`: field → reason. */
  reasons: Record<string, string>;
  /** Card number of a member who is there, or of the one that was made. */
  number: string | null;
  /** Of `moves`: the class until now. */
  fromClass: string | null;
  category: string | null;
}
interface Planned extends PlannedPupil {
  memberId: number | null;
  row: z.output<typeof pupilRow> | null;
}

const said = (row: PupilRow) => ({ line: row.line, fullName: row.fullName, className: row.className });
const blank = { reasons: {}, number: null, fromClass: null, category: null, memberId: null, row: null };

async function plan(trx: Tx, ctx: Ctx, library: Library, list: z.output<typeof classListInput>): Promise<Planned[]> {
  const today = localDate(ctx.clock.now(), library.timeZone);
  const categories = await selectCategories(trx);
  const read = list.rows.map((row) => {
    try {
      return { given: row, row: parseInput(pupilRow, row), reasons: {} };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { given: row, row: null, reasons: error.fields };
    }
  });
  const rows = read.flatMap(({ row }) => (row ? [row] : []));
  const numbers = rows.flatMap(({ number }) => (number === null ? [] : [number]));
  const taken = new Map((await takenNumbers(trx, numbers)).map((one) => [one.number.toUpperCase(), one]));
  const alike = await selectAlike(trx, {
    numbers,
    foldedNames: rows.map(({ fullName }) => personNameKey(fullName)),
    birthDates: rows.map(({ birthDate }) => birthDate),
  });
  const numbered = new Map(alike.map((one) => [one.number, one]));
  const named = Map.groupBy(
    alike.filter(({ status }) => status === 'active'),
    ({ foldedName, birthDate }) => personKey(foldedName, birthDate),
  );
  const seen = new Set<string>();
  return read.map(({ given, row, reasons }): Planned => {
    const problem = (why: Record<string, string>): Planned => ({
      ...blank,
      ...said(given),
      state: 'problem',
      reasons: why,
    });
    if (!row) return problem(reasons);
    const checked = checkMember({ ...row, joinedOn: today, expiresOn: null }, today);
    if (Object.keys(checked).length > 0) return problem(checked);
    const person = personKey(personNameKey(row.fullName), row.birthDate);
    const keys = [person, ...(row.number === null ? [] : [row.number.toUpperCase()])];
    if (keys.some((key) => seen.has(key))) return problem({ fullName: 'repeated_in_file' });
    for (const key of keys) seen.add(key);
    const category = categoryOfPupil(categories, list.category, row.birthDate, today);
    if (!category) return problem({ category: 'category_age' });
    const done = { ...blank, ...said(row), category: category.code, row };
    const byNumber = row.number === null ? undefined : numbered.get(row.number);
    if (byNumber && byNumber.homeLibraryId !== library.id) return problem({ number: 'taken' });
    const same = named.get(person) ?? [];
    const here = byNumber ?? same.find((one) => one.homeLibraryId === library.id);
    if (here) {
      const moves = here.status === 'active' && classKey(here.className) !== classKey(row.className);
      const state = moves ? 'moves' : 'known';
      return { ...done, state, number: here.number, fromClass: moves ? here.className : null, memberId: here.id };
    }
    const holder = row.number === null ? undefined : taken.get(row.number.toUpperCase());
    if (holder) return problem({ number: holder.replaced ? 'card_replaced' : 'differs_by_case' });
    return { ...done, state: same.length > 0 && !list.others.includes(row.line) ? 'maybe' : 'new' };
  });
}

const personKey = (foldedName: string, birthDate: LocalDate | null): string => `${foldedName} ${birthDate ?? ''}`;

const shown = ({ memberId: _id, row: _row, ...pupil }: Planned): PlannedPupil => pupil;

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
