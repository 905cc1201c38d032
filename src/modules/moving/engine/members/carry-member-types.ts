import { insertCategory, listCategories, type MemberCategory } from '#modules/people/members';
import { oneAct } from '#platform/context';
import { sameKey } from '#shared/mysql-dump/same-key';
import { insertCarried, selectCarried, type CarriedTable } from '../data/carried.queries.ts';
import { leftOf, toldOf, type JudgedRule, type LendingRules, type RuleAsked } from '../lending-rules/judge-rules.ts';
import type { ReadRule } from '#shared/moving/lending-rule';
import { categoryCode } from '#shared/moving/category-code';
import { IdSet } from '#shared/moving/id-set';
import type { Said } from '#shared/moving/said';
import type { Run } from '../run.ts';

/** A type of members as the old system has it. */
export interface MemberType {
  /** Below 0: it has none. */
  id: number;
  key: string;
  name: string;
  /** So many days a card holds; 0 = without end. */
  days: number;
  rule: ReadRule;
}
/** The longest name of a category. */
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

/** What is to be told of a type that comes: that it is a category that is there, and what becomes of its rule. */
function wordsOf(
  row: Pick<Said, 'table' | 'key'>,
  asked: RuleAsked,
  judged: JudgedRule,
  there: MemberCategory | undefined,
): Said[] {
  return [
    ...(there
      ? [{ ...row, fate: 'merged', code: 'type_there', params: { category: there.nameId } } satisfies Said]
      : []),
    ...toldOf(row, asked, judged),
    ...(judged.fate === 'left' ? [leftOf(row, 'told', asked, judged.here)] : []),
  ];
}

/**
 * Brings the types of members: each is the category of its name, which is made where there is none, and its rules of lending, where people have
 * made none for that category. Which one it became is remembered, so that renaming the category here does not bring the type again.
 * @param rule under which table rules of types are remembered
 * @returns categories by the numbers of the types
 */
export async function carryMemberTypes(
  run: Run,
  rules: LendingRules,
  { table, rule: ruleTable, types: given }: { table: CarriedTable; rule: CarriedTable; types: readonly MemberType[] },
): Promise<ReadonlyMap<number, MemberCategory>> {
  const { ctx, ledger, source } = run;
  const categories = await listCategories(ctx);
  const types = given.map(({ key, name, ...more }) => ({
    ...more,
    row: { table, key },
    name: name.slice(0, LONGEST_NAME).trim(),
  }));
  const known = await selectCarried(
    ctx.db,
    source,
    table,
    types.map(({ id }) => id),
  );
  const found = new Map<number, MemberCategory>();
  const seen = new IdSet();
  /** The category of a type with its rule, in one transaction. */
  const settle = async (
    { id, row, name, days, rule }: (typeof types)[number],
    there: MemberCategory | undefined,
  ): Promise<{ category: MemberCategory; said: Said[] }> => {
    const code = categoryCode(name, (one) => categories.some((category) => category.code === one));
    const planned = there ?? imagined(code, name);
    const judged = await rules.judge({ category: planned, itemType: null, rule });
    const said = wordsOf(row, { category: planned, itemType: null, rule }, judged, there);
    if (run.dryRun) {
      if (!there) categories.push(planned);
      return { category: planned, said };
    }
    const category = await ctx.db.transaction().execute(async (trx) => {
      const act = oneAct(ctx);
      const words = { code, nameId: name, nameEn: name, sortOrder: categories.length + 1 };
      const made = there ?? (await insertCategory(trx, act, { ...words, validityMonths: monthsOf(days) }));
      await insertCarried(trx, run, table, [{ slimsId: id, becameId: made.id, isFound: there !== undefined }]);
      const asked = { category: made, itemType: null, rule };
      if (judged.fate === 'taken') await rules.write(trx, act, asked, { table: ruleTable, id });
      await run.tellCame(trx, said);
      return made;
    });
    if (!there) categories.push(category);
    return { category, said };
  };
  for (const type of types) {
    const { id, row, name } = type;
    if (id < 0 || !seen.add(id)) {
      ledger.say({ ...row, fate: 'refused', code: id < 0 ? 'key_unusable' : 'row_repeated' });
    } else if (known.has(id)) {
      const before = categories.find((category) => category.id === known.get(id));
      if (before) found.set(id, before);
      ledger.count(table, 'known');
    } else if (name === '') {
      ledger.say({ ...row, fate: 'refused', code: 'type_nameless' });
    } else {
      const there = categories.find((category) => isCalled(category, name));
      const { category, said } = await settle(type, there);
      found.set(id, category);
      if (!there) ledger.count(table, 'carried');
      for (const one of said) ledger.say(one);
    }
  }
  return found;
}
