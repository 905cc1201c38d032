import type { MemberCategory } from '#modules/people/members';
import { collTypeNames } from '../copies/carry-copies.ts';
import {
  itemTypesOf,
  leftOf,
  saveHalving,
  selectCarried,
  toldOf,
  type LendingRules,
  type RuleAsked,
} from '#modules/moving/engine';
import { IdSet } from '#shared/moving/id-set';
import type { Said, SaidCode } from '#shared/moving/said';
import { idOf } from '#shared/moving/old-row';
import type { Run } from '../run.ts';
import type { Survey } from '../survey-dump.ts';

const TABLE = 'mst_loan_rules';
/** The material of nearly all that a library has: SLiMS calls it Text. A rule for it is taken for all. */
const TEXT = 1;

type LoanRule = Survey['loanRules'][number];
const refusal = (key: string, code: SaidCode, params?: Said['params']): Said => ({
  ...{ table: TABLE, key, fate: 'refused', code },
  ...(params ? { params } : {}),
});

/** Reads for whom and for which copies a rule is; a word where it has no counterpart here. */
async function readerOf(run: Run, types: ReadonlyMap<number, MemberCategory>) {
  const { survey } = run;
  const itemTypeOf = await itemTypesOf(run, collTypeNames(survey));
  // of several collection types that are one kind here, none may rule for the others
  const kinds = Map.groupBy(survey.codes.mst_coll_type.all(), ([, { name }]) => itemTypeOf(name).itemType);
  return (key: string, { memberType, collType, gmd, rule }: LoanRule): RuleAsked | Said => {
    const category = types.get(memberType);
    if (category === undefined) return refusal(key, 'rule_type_gone');
    if (gmd > TEXT) {
      const name = survey.codes.mst_gmd.get(String(gmd))?.name ?? String(gmd);
      return refusal(key, 'rule_of_gmd', { gmd: name.slice(0, 40) });
    }
    if (collType === null) return refusal(key, 'rule_without_kind');
    const name = survey.codes.mst_coll_type.get(collType)?.name ?? '';
    const { itemType, known } = itemTypeOf(name);
    if (!known) return refusal(key, 'rule_kind_unknown', { kind: (name || collType).slice(0, 60) });
    if ((kinds.get(itemType)?.length ?? 0) > 1) {
      return refusal(key, 'rule_kind_shared', { kind: name.slice(0, 60), became: itemType });
    }
    return { category, itemType, rule };
  };
}

/** Brings rules for a type of members and a kind of copies, wherever people have made none for the category. */
export async function carryLoanRules(
  run: Run,
  types: ReadonlyMap<number, MemberCategory>,
  rules: LendingRules,
): Promise<void> {
  const { ctx, ledger, source, survey } = run;
  const read = await readerOf(run, types);
  const ids = survey.loanRules.map(({ key }) => idOf(key));
  const known = await selectCarried(ctx.db, source, TABLE, ids);
  const seen = new IdSet();
  for (const one of survey.loanRules) {
    run.signal.throwIfAborted();
    const id = idOf(one.key);
    const row = { table: TABLE, key: `loan_rules_id=${one.key ?? ''}` };
    if (!seen.add(id)) {
      ledger.say(refusal(row.key, id < 0 ? 'key_unusable' : 'row_repeated'));
      continue;
    }
    if (known.has(id)) {
      ledger.count(TABLE, 'known');
      continue;
    }
    const asked = read(row.key, one);
    if ('fate' in asked) {
      ledger.say(asked);
      continue;
    }
    const judged = await rules.judge(asked);
    const words = toldOf(row, asked, judged);
    const settle = (): void => {
      if (judged.fate === 'taken') ledger.count(TABLE, 'carried');
      else if (judged.fate === 'same') ledger.say({ ...row, fate: 'merged', code: 'rule_there' });
      else if (judged.fate === 'left') ledger.say(leftOf(row, 'refused', asked, judged.here));
      else ledger.say(refusal(row.key, 'rule_empty'));
      for (const said of words) ledger.say(said);
    };
    if (run.dryRun || judged.fate !== 'taken') settle();
    else {
      await saveHalving(
        ctx,
        [asked],
        async (trx, act) => {
          await rules.write(trx, act, asked, { table: TABLE, id });
          await run.tellCame(trx, words);
        },
        settle,
        (_rule, reason) => ledger.say(refusal(row.key, 'saving_refused', { reason })),
      );
    }
  }
}
