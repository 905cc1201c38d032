import { listCategories } from '#modules/people/members';
import { carryMembers as carryAll, carryMemberTypes, LendingRules } from '#modules/moving/engine';
import { localDate } from '#shared/dates';
import { idOf } from '#shared/moving/old-row';
import { tidyLine } from '#shared/moving/tidy-text';
import { carryLoanRules } from '../lending-rules/carry-loan-rules.ts';
import type { Run } from '../run.ts';
import { planMember, type MemberSurroundings } from './plan-member.ts';

async function lookAround(run: Run): Promise<MemberSurroundings> {
  const { ctx, library, source, survey } = run;
  const categories = await listCategories(ctx, { active: true });
  const usual = categories.find(({ code }) => code === 'umum') ?? categories.find(({ kind }) => kind === 'person');
  const rules = await LendingRules.open(run, [
    ['member_type_rule', survey.memberTypes.map(({ key }) => idOf(key))],
    ['mst_loan_rules', survey.loanRules.map(({ key }) => idOf(key))],
  ]);
  const types = await carryMemberTypes(run, rules, {
    ...{ table: 'mst_member_type', rule: 'member_type_rule' },
    types: survey.memberTypes.map(({ key, name, ...more }) => ({
      ...{ id: idOf(key), key: `member_type_id=${key ?? ''}`, name: tidyLine(name).text, ...more },
    })),
  });
  await carryLoanRules(run, types, rules);
  for (const [typeId, { code }] of types) run.memberCategories.set(typeId, code);
  return {
    ...{ source, homeLibraryId: library.id, defaultCategory: usual?.code ?? 'umum', hasPhotos: run.files !== null },
    categoryOf: (typeId) => types.get(typeId)?.code ?? null,
    ownOf: (id) => survey.own.of('member_custom', id),
    today: localDate(ctx.clock.now(), library.timeZone),
  };
}

/** Brings the members with their categories; nobody is sent anything. A trial only says what would come. */
export async function carryMembers(run: Run): Promise<void> {
  const { ledger, survey } = run;
  const around = await lookAround(run);
  await carryAll(run, {
    table: 'member',
    plan: (row) => planMember(row, around),
    came: ({ id, said }, fate, memberId) => {
      run.carriedMembers.add(id);
      if (fate !== 'merged') survey.own.settle(ledger, 'member_custom', id, fate);
      if (!run.dryRun || fate === 'known') return;
      if (memberId !== null) run.matchedMembers.set(id, memberId);
      else if (said.some(({ code }) => code === 'guardian_missing')) run.comingChildren.add(id);
    },
  });
  survey.own.end(ledger, 'member_custom');
}
