import type { Ctx } from '#platform/context';
import { m } from '#i18n/messages';
import { PARTNER_WORDS, STATE_WORDS } from '../words.ts';
import { listPartners, type PartnersWanted } from './view-partners.ts';

/** What stands in a file for spreadsheets is as long as the file may be. */
const MOST_ROWS = 1999;

/** The partners of a list as a table, the first row its head: what stands on the page, without people and how they are reached. Needs `partners.manage`. */
export async function partnerTable(
  ctx: Ctx,
  wanted: Omit<PartnersWanted, 'cursor' | 'limit'>,
): Promise<(string | number | null)[][]> {
  const { data } = await listPartners(ctx, { ...wanted, limit: MOST_ROWS });
  const say = { locale: ctx.locale };
  const head = [
    m.partners_field_name({}, say),
    m.partners_field_kind({}, say),
    m.partners_state({}, say),
    m.partners_field_kelurahan({}, say),
    m.partners_field_since({}, say),
    m.partners_field_in_charge({}, say),
    m.partners_last_contact({}, say),
    m.partners_field_named_on({}, say),
  ];
  return [
    head,
    ...data.map(({ name, kind, state, kelurahan, since, inCharge, lastContactOn, namedOn }) => [
      ...[name, PARTNER_WORDS[kind]({}, say), STATE_WORDS[state]({}, say), kelurahan],
      ...[since, inCharge, lastContactOn, namedOn],
    ]),
  ];
}
