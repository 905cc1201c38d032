import { insertCategory, listCategories, type MemberCategory } from '#modules/people/members';
import { oneAct } from '#platform/context';
import { sameKey } from '#shared/mysql-dump/same-key';
import { insertCarried, selectCarried } from '../data/carried.queries.ts';
import { categoryCode } from '../rules/category-code.ts';
import { IdSet } from '../rules/id-set.ts';
import type { Said } from '../rules/said.ts';
import { idOf } from '../rules/slims-row.ts';
import { tidyLine } from '../rules/tidy-text.ts';
import type { Run } from '../run.ts';

const TABLE = 'mst_member_type';
const LONGEST_NAME = 80;
const DAYS_OF_A_MONTH = 365 / 12;
const MOST_MONTHS = 600;

/** Months that a card holds, from days; null = without end. */
function monthsOf(days: number): number | null {
  const months = Math.round(days / DAYS_OF_A_MONTH);
  return days > 0 && months <= MOST_MONTHS ? Math.max(months, 1) : null;
}

/** One that is chosen for people here; a person is no institution, whatever the type is called. */
const isCalled = (category: MemberCategory, name: string): boolean =>
  category.active &&
  category.kind === 'person' &&
  [category.code, category.nameId, category.nameEn].some((word) => sameKey(word) === sameKey(name));

/** A category in a trial that would be made in earnest. */
const imagined = (code: string, name: string): MemberCategory => ({
  ...{ id: 0, code, nameId: name, nameEn: name, kind: 'person', minAge: null, maxAge: null, validityMonths: null },
  ...{ sortOrder: 0, active: true, version: 1 },
});

/**
 * Brings the types of members: each is the category of its name, which is made where there is none. Which one it became is remembered, so that
 * renaming the category here does not bring the type again.
 * @returns codes of categories by `member_type_id`
 */
export async function carryMemberTypes(run: Run): Promise<ReadonlyMap<number, string>> {
  const { ctx, ledger, source, survey } = run;
  const categories = await listCategories(ctx);
  const types = survey.memberTypes.map(({ key, name, days }) => ({
    id: idOf(key),
    row: { table: TABLE, key: `member_type_id=${key ?? ''}` },
    name: tidyLine(name).text.slice(0, LONGEST_NAME).trim(),
    days,
  }));
  const known = await selectCarried(
    ctx.db,
    source,
    TABLE,
    types.map(({ id }) => id),
  );
  const codes = new Map<number, string>();
  const seen = new IdSet();
  const make = async ({ id, name, days }: (typeof types)[number], said: readonly Said[]): Promise<MemberCategory> => {
    const code = categoryCode(name, (one) => categories.some((category) => category.code === one));
    if (run.dryRun) return imagined(code, name);
    const input = {
      code,
      nameId: name,
      nameEn: name,
      validityMonths: monthsOf(days),
      sortOrder: categories.length + 1,
    };
    return ctx.db.transaction().execute(async (trx) => {
      const category = await insertCategory(trx, oneAct(ctx), input);
      await insertCarried(trx, source, TABLE, [{ slimsId: id, becameId: category.id }]);
      await run.tellCame(trx, said);
      return category;
    });
  };
  for (const type of types) {
    const { id, row, name } = type;
    if (id < 0 || !seen.add(id)) {
      ledger.say({ ...row, fate: 'refused', code: id < 0 ? 'key_unusable' : 'row_repeated' });
    } else if (known.has(id)) {
      const before = categories.find((category) => category.id === known.get(id));
      if (before) codes.set(id, before.code);
      ledger.count(TABLE, 'known');
    } else if (name === '') {
      ledger.say({ ...row, fate: 'refused', code: 'type_nameless' });
    } else {
      const there = categories.find((category) => isCalled(category, name));
      const said: Said[] = [{ ...row, fate: 'told', code: 'type_rules_left' }];
      if (there) said.unshift({ ...row, fate: 'merged', code: 'type_there', params: { category: there.nameId } });
      const category = there ?? (await make(type, said));
      if (there) await remember(run, id, there, said);
      else {
        categories.push(category);
        ledger.count(TABLE, 'carried');
      }
      codes.set(id, category.code);
      for (const one of said) ledger.say(one);
    }
  }
  return codes;
}

async function remember(
  { ctx, dryRun, source, tellCame }: Run,
  slimsId: number,
  { id: becameId }: MemberCategory,
  said: readonly Said[],
): Promise<void> {
  if (dryRun) return;
  await ctx.db.transaction().execute(async (trx) => {
    await insertCarried(trx, source, TABLE, [{ slimsId, becameId }]);
    await tellCame(trx, said);
  });
}
