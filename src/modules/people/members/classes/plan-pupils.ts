import { z } from 'zod';
import { libraryRef } from '#modules/ground/libraries';
import type { Library } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { AppError } from '#platform/errors';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import { isDay, localDate, type LocalDate } from '#shared/dates';
import { personNameKey } from '#shared/text/person-name';
import { sexes, type MemberCategory, type PupilRow } from '../client.ts';
import { selectCategories } from '../data/categories.queries.ts';
import { takenNumbers } from '../data/card-numbers.queries.ts';
import { selectAlike } from '../data/pupils.queries.ts';
import { checkMember } from '../rules/membership.ts';
import { categoryOfPupil, classKey, type PupilState } from '../rules/pupils.ts';
import { judgePeople } from '../rules/same-person.ts';
import { memberNumber, phone } from '../schema.ts';

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
export const rawRow = z.object({
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
  /** The school's library: the home library of the pupils. */
  library: libraryRef,
  /** Category of those whom it fits by age; others get the one made for their age. */
  category: z.string().trim().min(1).max(30).default('pelajar'),
  rows: z.array(rawRow).min(1).max(2000),
  /** Lines whose pupil is somebody else than the member who may be the same. One whose number is that member's gets a number of ours. */
  others: z.array(z.number().int()).max(2000).default([]),
});
export type ClassList = z.input<typeof classListInput>;

/** What becomes, or became, of a row. */
export interface PlannedPupil {
  line: number;
  fullName: string;
  className: string;
  state: PupilState;
  /** Of `problem`, and of `maybe` where it is about the number: field → reason. */
  reasons: Record<string, string>;
  /** Card number of a member who is there, or of the one that was made. */
  number: string | null;
  /** Of `moves`: the class until now. */
  fromClass: string | null;
  category: string | null;
}
/** The same with what carries it out. */
export interface Planned extends PlannedPupil {
  memberId: number | null;
  row: z.output<typeof pupilRow> | null;
  of: MemberCategory | null;
}

const said = (row: PupilRow) => ({ line: row.line, fullName: row.fullName, className: row.className });
const blank = { reasons: {}, number: null, fromClass: null, category: null, memberId: null, row: null, of: null };

/** Says of each row what it would become, or becomes. @returns in the order of the rows */
export async function plan(
  trx: Tx,
  ctx: Ctx,
  library: Library,
  list: z.output<typeof classListInput>,
): Promise<Planned[]> {
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
  const around = await lookAround(trx, rows);
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
    const keys = [personKey(personNameKey(row.fullName), row.birthDate), ...upper(row.number)];
    if (keys.some((key) => seen.has(key))) return problem({ fullName: 'repeated_in_file' });
    for (const key of keys) seen.add(key);
    const category = categoryOfPupil(categories, list.category, row.birthDate, today);
    if (!category) return problem({ category: 'category_age' });
    const done = { ...blank, ...said(row), category: category.code, of: category, row };
    return { ...done, ...recognise(row, library.id, list.others.includes(row.line), around) };
  });
}

/** Members whom the rows may be. */
async function lookAround(trx: Tx, rows: readonly Pupil[]) {
  const numbers = rows.flatMap(({ number }) => (number === null ? [] : [number]));
  const alike = await selectAlike(trx, {
    numbers,
    foldedNames: rows.map(({ fullName }) => personNameKey(fullName)),
    birthDates: rows.map(({ birthDate }) => birthDate),
  });
  return {
    taken: new Map((await takenNumbers(trx, numbers)).map((one) => [one.number.toUpperCase(), one])),
    numbered: new Map(alike.map((one) => [one.number, one])),
    named: Map.groupBy(
      alike.filter(({ status }) => status === 'active'),
      ({ foldedName, birthDate }) => personKey(foldedName, birthDate),
    ),
  };
}
type Around = Awaited<ReturnType<typeof lookAround>>;
type Found = Pick<Planned, 'state'> & Partial<Planned>;

/** Who a row is, by the one rule of identity. @param isOther somebody has said that it is nobody of those who may be the same */
function recognise(row: Pupil, libraryId: number, isOther: boolean, { taken, numbered, named }: Around): Found {
  const person = personNameKey(row.fullName);
  const judge = (one: Known) =>
    judgePeople(
      { number: row.number, nik: null, name: person, birthDate: row.birthDate, school: String(libraryId) },
      {
        number: one.number,
        nik: null,
        name: one.foldedName,
        birthDate: one.birthDate,
        school: String(one.homeLibraryId),
      },
    );
  const holder = row.number === null ? undefined : numbered.get(row.number);
  if (holder && holder.homeLibraryId !== libraryId) return { state: 'problem', reasons: { number: 'taken' } };
  const isHolder = holder ? judge(holder) === 'same' : false;
  // the number of somebody else: neither that one moves, nor is this one registered, before a person has looked
  if (holder && !isHolder && !isOther) return { state: 'maybe', reasons: { number: 'someone_elses' } };

  const same = named.get(personKey(person, row.birthDate)) ?? [];
  const here = isHolder ? holder : same.find((one) => one.homeLibraryId === libraryId && judge(one) === 'same');
  if (here) {
    const moves = here.status === 'active' && classKey(here.className) !== classKey(row.className);
    const state = moves ? 'moves' : 'known';
    return { state, number: here.number, fromClass: moves ? here.className : null, memberId: here.id };
  }
  if (holder) return { state: 'new', row: { ...row, number: null } };
  const used = row.number === null ? undefined : taken.get(row.number.toUpperCase());
  if (used) return { state: 'problem', reasons: { number: used.replaced ? 'card_replaced' : 'differs_by_case' } };
  return { state: same.length > 0 && !isOther ? 'maybe' : 'new' };
}

type Pupil = z.output<typeof pupilRow>;
type Known = Awaited<ReturnType<typeof selectAlike>>[number];

const upper = (number: string | null): string[] => (number === null ? [] : [number.toUpperCase()]);
const personKey = (foldedName: string, birthDate: LocalDate | null): string => `${foldedName} ${birthDate ?? ''}`;

/** A row without what only carries it out. */
export const shown = ({ memberId: _id, row: _row, of: _of, ...pupil }: Planned): PlannedPupil => pupil;
