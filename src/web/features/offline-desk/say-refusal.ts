import type { RefusalCode } from '#modules/lending/circulation/client';
import { m } from '#i18n/messages';
import { formatDate, type DateLocale } from '#shared/dates';
import type { Refused } from './desk-data.ts';

type Params = Record<string, string | number>;
const untilOf = (params: Params, locale: DateLocale): string => {
  const date = params.until ?? params.on ?? '';
  return typeof date === 'string' && date !== '' ? formatDate(date, locale, 'full') : '–';
};

/** Why not, as a desk without a network knows it: no more of a person than that. */
export const sayRefusals = (reasons: readonly Refused[], title: string, locale: DateLocale): string[] =>
  reasons.map(({ code, params }) => sentence(code, params, title, locale));

function sentence(code: RefusalCode, params: Params, title: string, locale: DateLocale): string {
  const until = untilOf(params, locale);
  const count = params.count ?? 0;
  const sentences: Record<RefusalCode, () => string> = {
    item_withdrawn: () => m.offdesk_no_item_unavailable({ title }),
    item_lost: () => m.offdesk_no_item_lost({ title }),
    item_unavailable: () => m.offdesk_no_item_unavailable({ title }),
    item_in_bulk_loan: () => m.offdesk_no_item_in_bulk_loan({ title }),
    on_loan_to_member: () => m.offdesk_no_on_loan_to_member({ title }),
    on_loan_to_other: () => m.offdesk_no_on_loan_to_other({ title }),
    held_for_other: () => m.offdesk_no_held_for_other({ title }),
    item_booked: () => m.offdesk_no_held_for_other({ title }),
    item_for_program: () => m.offdesk_no_held_for_other({ title }),
    member_withdrawn: () => m.offdesk_no_member_withdrawn(),
    member_restricted: () => m.offdesk_no_member_restricted(),
    card_lost: () => m.offdesk_no_card_lost(),
    guardian_consent_missing: () => m.offdesk_no_guardian_consent_missing(),
    reference_only: () => m.offdesk_no_reference_only({ title }),
    on_site_not_offered: () => m.offdesk_no_may_not_borrow({ title }),
    may_not_borrow: () => m.offdesk_no_may_not_borrow({ title }),
    member_blocked: () => m.offdesk_no_member_blocked(),
    member_suspended: () => m.offdesk_no_member_suspended({ until }),
    card_expired: () => m.offdesk_no_card_expired({ until }),
    owes_too_much: () => m.offdesk_no_owes_too_much(),
    type_limit_reached: () => m.offdesk_no_type_limit_reached({ count, max: params.max ?? 0 }),
    limit_reached: () => m.offdesk_no_limit_reached({ count, max: params.max ?? 0 }),
    same_title: () => m.offdesk_no_same_title(),
    has_overdues: () => m.offdesk_no_has_overdues({ count }),
    confirm_overdues: () => m.offdesk_no_confirm_overdues({ count }),
  };
  return sentences[code]();
}
