import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    impersonal:
      'closed_day library mobile_stop mobile_stop_skip network_setting opening_interval space space_hold special_hours',
    because: 'libraries, their days, rooms and settings: of offices, not of readers',
  },
];
