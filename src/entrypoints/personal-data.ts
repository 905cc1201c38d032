import { chargesPersonalData } from '#modules/charges';
import { circulationPersonalData } from '#modules/circulation';
import { noticesPersonalData } from '#modules/notifications';
import { readingPersonalData } from '#modules/reading';
import type { PersonalDataSource, RetentionClass } from '#platform/personal-data';

/** What each module knows of a member. */
export const personalData: readonly PersonalDataSource[] = [
  circulationPersonalData,
  chargesPersonalData,
  noticesPersonalData,
  readingPersonalData,
];

/** What goes after its time, in the order in which it is cleared. */
export const retention: readonly RetentionClass[] = [];
