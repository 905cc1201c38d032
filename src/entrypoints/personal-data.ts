import { personalData as known } from '#contributed/personal-data';
import { retention as kept } from '#contributed/retention';
import { retention as audit } from '#modules/ground/audit/personal-data';
import { retention as identity } from '#modules/ground/identity/personal-data';
import { memberRetention } from '#modules/people/members';
import type { PersonalDataSource, RetentionClass } from '#platform/personal-data';

/** What each module knows of a member. Who builds on others forgets first: afterwards it is no longer known whose their rows were. */
export const personalData: readonly PersonalDataSource[] = known.toReversed();

const belowMembers: readonly RetentionClass[] = [...audit, ...identity];

/** What goes after its time, in the order in which it is cleared: members where their module stands, the trace last. */
export const retention: readonly RetentionClass[] = [
  ...kept.filter((one) => !belowMembers.includes(one)).toReversed(),
  ...memberRetention(personalData),
  ...belowMembers.toReversed(),
];
