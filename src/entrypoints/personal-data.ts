import { columns as contributed } from '#contributed/columns';
import { personalData as known } from '#contributed/personal-data';
import { retention as kept } from '#contributed/retention';
import {
  platformColumns,
  type ColumnWords,
  type PersonalDataSource,
  type RetentionClass,
} from '#platform/rights/personal-data';

/** What each module knows of a member. Who builds on others forgets first: afterwards it is no longer known whose their rows were. */
export const personalData: readonly PersonalDataSource[] = known.toReversed();

/** What goes after its time, in the order in which it is cleared: who builds on others first, the trace last. */
export const retention: readonly RetentionClass[] = kept
  .toReversed()
  .map((one) => (typeof one === 'function' ? one(personalData) : one));

/** What every column of the database knows of people (decision 142). */
export const columns: readonly ColumnWords[] = [...platformColumns, ...contributed];
