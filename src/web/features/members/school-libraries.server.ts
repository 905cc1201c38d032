import { listLibraries, type Library } from '#modules/ground/libraries';
import { can } from '#platform/rights/authorize';
import { platformErrors } from '#platform/errors';
import type { Ctx } from '#platform/context';

/** The libraries whose members this person edits, schools first, and the one that is asked for or comes to mind. */
export async function classLibraries(ctx: Ctx, asked: string | null): Promise<{ all: Library[]; chosen: Library }> {
  const libraries = await listLibraries(ctx, { active: true });
  const mine = libraries.filter((library) => can(ctx.actor, 'members.edit', library.id));
  const isSchool = (library: Library): boolean => library.type === 'sekolah';
  const all = [...mine.filter(isSchool), ...mine.filter((library) => !isSchool(library))];
  const here = all.find((library) => library.id === ctx.libraryId && isSchool(library));
  const chosen = all.find((library) => library.code === asked) ?? here ?? all[0];
  if (!chosen) throw platformErrors.forbidden({ permission: 'members.edit' });
  return { all, chosen };
}
