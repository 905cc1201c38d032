import {
  bringPolicy,
  mayBringPolicy,
  valuesHere,
  type BroughtPolicy,
  type ValuesHere,
} from '#modules/lending/circulation';
import type { MemberCategory } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { insertCarried, selectCarried, type CarriedTable } from '../data/carried.queries.ts';
import type { ReadRule, RuleValues } from '#shared/moving/lending-rule';
import type { Said } from '#shared/moving/said';
import type { Run } from '../run.ts';

/** A rule of the old system and what it would rule here. */
export interface RuleAsked {
  category: Pick<MemberCategory, 'id' | 'code' | 'nameId'>;
  itemType: string | null;
  rule: ReadRule;
}
/** `taken`: it is to be written; `same`: it holds here already; `left`: something else holds here, which stays; `empty`: it says nothing. */
export type JudgedRule = { fate: 'taken' | 'same' | 'empty' } | { fate: 'left'; here: ValuesHere };

const FIELDS = ['maxLoans', 'loanLength', 'maxRenewals', 'finePerDay', 'graceDays', 'maxHolds'] as const;
const NOT_SAID = '-';
const NO_LIMIT = '∞';

const nothing: ValuesHere = {
  ...{ maxLoans: null, loanLength: null, maxRenewals: null, finePerDay: null, graceDays: null, maxHolds: null },
};

/** Rules of lending of one run: what was written so far, and what people have decided here. */
export class LendingRules {
  readonly #run: Run;
  /** Rules that came from this system, now or before. */
  readonly #brought: Set<number>;
  /** Rules that this run has taken, also in a trial. */
  readonly #taken = new Map<string, RuleValues>();

  private constructor(run: Run, brought: Set<number>) {
    this.#run = run;
    this.#brought = brought;
  }

  /** @param rules numbers of the rows that may have become rules, by their tables */
  static async open(run: Run, rules: readonly (readonly [CarriedTable, readonly number[]])[]): Promise<LendingRules> {
    const { ctx, source } = run;
    const brought = new Set<number>();
    for (const [table, ids] of rules) {
      for (const id of (await selectCarried(ctx.db, source, table, ids)).values()) brought.add(id);
    }
    return new LendingRules(run, brought);
  }

  #policyOf({ category, itemType, rule: { values } }: RuleAsked): BroughtPolicy {
    return { libraryId: this.#run.library.id, category, itemType, values };
  }

  /** @param category.id 0 = it is yet to be made, in a trial */
  async judge(asked: RuleAsked): Promise<JudgedRule> {
    const { category, itemType, rule } = asked;
    const said = FIELDS.filter((field) => rule.values[field] !== undefined);
    if (said.length === 0) return { fate: 'empty' };
    const key = `${category.code}/${itemType ?? ''}`;
    const before = this.#taken.get(key);
    const policy = this.#policyOf(asked);
    if (!before && (category.id === 0 || (await mayBringPolicy(this.#run.ctx.db, policy, this.#brought)))) {
      this.#taken.set(key, rule.values);
      return { fate: 'taken' };
    }
    const here = before ? { ...nothing, ...before } : await valuesHere(this.#run.ctx.db, policy);
    return said.every((field) => rule.values[field] === here[field]) ? { fate: 'same' } : { fate: 'left', here };
  }

  /** Writes a rule that was judged to be taken, and remembers it. */
  async write(trx: Tx, ctx: Ctx, asked: RuleAsked, from: { table: CarriedTable; id: number }): Promise<void> {
    const id = await bringPolicy(trx, ctx, this.#policyOf(asked));
    this.#brought.add(id);
    await insertCarried(trx, this.#run, from.table, [{ slimsId: from.id, becameId: id }]);
  }
}

/** What a rule says, for a sentence. */
function wordsOf({ category, itemType, rule: { values } }: RuleAsked): Record<string, string | number> {
  const { maxLoans, loanLength, maxRenewals, finePerDay, graceDays, maxHolds } = values;
  return {
    ...{ category: category.nameId, kind: itemType ?? NOT_SAID, loans: maxLoans ?? NOT_SAID },
    ...{ days: loanLength ?? NOT_SAID, renewals: maxRenewals ?? NOT_SAID, fine: finePerDay ?? NOT_SAID },
    ...{ grace: graceDays ?? NOT_SAID, holds: maxHolds ?? NOT_SAID },
  };
}

/** The same with what holds here instead. */
const wordsOfBoth = (asked: RuleAsked, here: ValuesHere): Record<string, string | number> => ({
  ...wordsOf(asked),
  ...{ hereLoans: here.maxLoans ?? NO_LIMIT, hereDays: here.loanLength ?? NO_LIMIT },
  ...{ hereRenewals: here.maxRenewals ?? NO_LIMIT, hereFine: here.finePerDay ?? NO_LIMIT },
  ...{ hereGrace: here.graceDays ?? NO_LIMIT, hereHolds: here.maxHolds ?? NO_LIMIT },
});

/** What is to be known of a rule beside its row: which values could not be meant, and that it is taken, with what it says. */
export function toldOf(row: Pick<Said, 'table' | 'key'>, asked: RuleAsked, judged: JudgedRule): Said[] {
  const unusable = asked.rule.unusable.map((params): Said => ({
    ...{ ...row, fate: 'told', code: 'rule_value_unusable', params },
  }));
  if (judged.fate !== 'taken') return unusable;
  return [
    ...unusable,
    { ...row, fate: 'told', code: asked.itemType === null ? 'rule_taken' : 'rule_taken_kind', params: wordsOf(asked) },
  ];
}

/** That a rule was not taken because another one holds here. */
export const leftOf = (
  row: Pick<Said, 'table' | 'key'>,
  fate: 'told' | 'refused',
  asked: RuleAsked,
  here: ValuesHere,
): Said => ({
  ...row,
  fate,
  code: asked.itemType === null ? 'rule_left' : 'rule_left_kind',
  params: wordsOfBoth(asked, here),
});
