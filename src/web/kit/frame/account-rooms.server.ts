import { accountPlaces } from '#contributed/account-places';
import { ACCOUNT_GROUPS, type AccountPlace, type Label } from '#platform/places';
import { m } from '#i18n/messages';

const GROUP_NAMES: Record<AccountPlace['group'], Label> = {
  loans: m.account_group_loans,
  reading: m.account_group_reading,
  activities: m.account_group_activities,
  self: m.account_group_self,
};

/** A group of a member's account with its rooms. */
export interface AccountGroup {
  name: string;
  rooms: { href: string; label: string }[];
}

/** The rooms of the account, in fixed order. */
export const accountRooms = (): AccountGroup[] =>
  ACCOUNT_GROUPS.map((group) => ({
    name: GROUP_NAMES[group](),
    rooms: accountPlaces.filter((place) => place.group === group).map(({ href, label }) => ({ href, label: label() })),
  }));
