import type { Insertable } from 'kysely';
import { listLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import type { Member as MemberTable } from '#platform/database/db-types';
import { AppError } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { localDate } from '#shared/dates';
import { personNameKey } from '#shared/text/person-name';
import { selectCategories } from '../data/categories.queries.ts';
import { checkMember, computeExpiry, withoutPerson } from '../rules/membership.ts';
import { searchName } from '../rules/name-search.ts';
import { memberRow, type MemberRow } from '../schema.ts';

/** Gaps in old data that must not keep a member out; the form asks for them at the next edit. */
const FORGIVEN = ['guardianName'];

/** Reads what rows of members are held against. @returns a row as it is saved; throws `platform.invalid_input` with the fields that cannot be right */
export async function rowPreparer(
  db: Db | Tx,
  ctx: Pick<Ctx, 'clock'>,
): Promise<(row: MemberRow) => Insertable<MemberTable>> {
  const categories = new Map((await selectCategories(db)).map((category) => [category.code, category]));
  const zones = new Map((await listLibraries({ db })).map((library) => [library.id, library.timeZone]));
  const now = ctx.clock.now();
  return (row) => {
    const { category: code, ...fields } = parseInput(memberRow, row);
    const category = categories.get(code);
    const zone = zones.get(fields.homeLibraryId);
    const missing = { ...(category ? {} : { category: 'unknown' }), ...(zone ? {} : { homeLibrary: 'unknown' }) };
    if (!category || !zone) throw new AppError('platform.invalid_input', 422, {}, missing);
    const today = localDate(now, zone);
    const joinedOn = fields.joinedOn ?? today;
    const expiresOn =
      fields.expiresOn === undefined ? computeExpiry(category.validityMonths, joinedOn) : fields.expiresOn;
    const ofPerson = category.kind === 'institution' ? withoutPerson() : {};
    const { birthDate = null, guardianName = null } = { ...fields, ...ofPerson };
    const problems = Object.entries(checkMember({ birthDate, guardianName, joinedOn, expiresOn }, today));
    const serious = problems.filter(([field]) => !FORGIVEN.includes(field));
    if (serious.length > 0) throw new AppError('platform.invalid_input', 422, {}, Object.fromEntries(serious));
    const names = { foldedName: personNameKey(fields.fullName), searchName: searchName(fields.fullName) };
    return {
      ...fields,
      ...ofPerson,
      kind: category.kind,
      joinedOn,
      expiresOn,
      ...names,
      categoryId: category.id,
      updatedAt: now,
    };
  };
}
