import { listClasses as listSchoolClasses, listPupils } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { can } from '#platform/rights/authorize';
import type { ToldPin } from '../client.ts';
import { selectPupils } from '../data/pupils.queries.ts';
import { taughtClass } from '../held-class.ts';
import { NAME_LENGTH, namesIn } from '../rules/roster.ts';
import { listInput, type ListInput } from '../schema-meetings.ts';
import { addPupils } from './add-pupils.ts';

/** The class lists of the school where a class is, for its teachers; without `members.edit` there they see none. Throws `classes.not_found`, `not_yours`. */
export async function schoolLists(ctx: Ctx, id: number): Promise<{ name: string; pupils: number }[]> {
  const { libraryId } = await taughtClass(ctx, id);
  if (!can(ctx.actor, 'members.edit', libraryId)) return [];
  return (await listSchoolClasses(ctx, libraryId)).map(({ name, pupils }) => ({ name, pupils }));
}

/**
 * Takes the names of a class list of the school into a class; who is in it by that name already stays as they are, two of one name are two. The names alone: nothing ties a
 * pupil here to what the member borrows. For its teachers who hold `members.edit` at its library. Throws `classes.not_found`, `not_yours`, `ended`, `full`,
 * `platform.forbidden`, `invalid_input`. @returns the PINs, told this once
 */
export async function addFromList(ctx: Ctx, id: number, input: ListInput): Promise<ToldPin[]> {
  const { libraryId } = await taughtClass(ctx, id);
  const { className } = parseInput(listInput, input);
  // as a roster that is pasted is read, whose names are shorter than those of members may be
  const listed = namesIn((await listPupils(ctx, libraryId, className)).map(({ fullName }) => fullName).join('\n')).map(
    (name) => name.slice(0, NAME_LENGTH).trim(),
  );
  if (listed.length === 0) throw platformErrors.invalidInput({}, { className: 'unknown' });
  const here = (await selectPupils(ctx.db, id)).map(({ name }) => name);
  // two of one name are two: so many of it stay out as the class has
  const names = listed.filter((name) => {
    const at = here.indexOf(name);
    if (at !== -1) here.splice(at, 1);
    return at === -1;
  });
  return names.length === 0 ? [] : addPupils(ctx, id, { names: names.join('\n') });
}
