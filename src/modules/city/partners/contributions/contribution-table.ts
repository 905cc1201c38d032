import type { Ctx } from '#platform/context';
import { m } from '#i18n/messages';
import { CONTRIBUTION_STATE_WORDS, KIND_WORDS, RULE_WORDS, quantityWords } from './contribution-words.ts';
import { listContributions, type ContributionsWanted } from './view-contributions.ts';

/** What stands in a file for spreadsheets is as long as the file may be. */
const MOST_ROWS = 1999;

/** The contributions of a list as a table, the first row its head. Needs `partners.manage`. */
export async function contributionTable(ctx: Ctx, wanted: ContributionsWanted): Promise<(string | number | null)[][]> {
  const { data } = await listContributions(ctx, { ...wanted, limit: MOST_ROWS });
  const say = { locale: ctx.locale };
  const head = [
    m.contributions_field_from({}, say),
    m.contributions_field_until({}, say),
    m.contributions_field_partner({}, say),
    m.contributions_field_kind({}, say),
    m.contributions_field_what({}, say),
    m.contributions_field_quantity({}, say),
    m.contributions_field_value({}, say),
    m.contributions_field_rule({}, say),
    m.contributions_field_state({}, say),
    m.contributions_receipt({}, say),
  ];
  return [
    head,
    ...data.map((one) => [
      ...[one.fromOn, one.untilOn, one.partner, KIND_WORDS[one.kind]({}, say), one.what],
      ...[quantityWords(one, ctx.locale), one.value, RULE_WORDS[one.valuedBy]({}, say)],
      ...[CONTRIBUTION_STATE_WORDS[one.state]({}, say), one.receipt?.number ?? ''],
    ]),
  ];
}
