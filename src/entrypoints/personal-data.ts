import type { PersonalDataSource, RetentionClass } from '#platform/personal-data';

/** What each module knows of a member. */
export const personalData: readonly PersonalDataSource[] = [];

/** What goes after its time, in the order in which it is cleared. */
export const retention: readonly RetentionClass[] = [];
