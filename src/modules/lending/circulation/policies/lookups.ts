import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { listLibraries, type Library } from '#modules/ground/libraries';
import { listCategories, type MemberCategory } from '#modules/people/members';

/** Codes and ids of what rules are about. */
export interface RuleNames {
  libraries: readonly Library[];
  categories: readonly MemberCategory[];
}
export const ruleNames = async (ctx: Ctx): Promise<RuleNames> => {
  const [libraries, categories] = await Promise.all([listLibraries(ctx), listCategories(ctx)]);
  return { libraries, categories };
};

const idOf = (rows: readonly { id: number; code: string }[], code: string, field: string): number => {
  const row = rows.find((one) => one.code.toLowerCase() === code.toLowerCase());
  if (!row) throw platformErrors.invalidInput({}, { [field]: 'unknown' });
  return row.id;
};
/** Throws `platform.invalid_input` for a code that does not exist. */
export const categoryIdOf = ({ categories }: RuleNames, code: string): number => idOf(categories, code, 'category');
