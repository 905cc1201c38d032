import type { ColumnWords, PersonalDataSource, RetentionClass } from '#platform/rights/personal-data';
import { forgetMember } from '#modules/moving/engine';
import { blankSaidOf } from './data/said.queries.ts';
import { slimsLineRetention } from './retention.ts';

/**
 * What a report of a migration says of a row that became, or did not become, this member: by the number of the card alone. Nothing of it is the
 * member's to take along; with the person the number goes, and that a row was refused stays.
 */
const slimsPersonalData: PersonalDataSource = {
  key: 'slims',
  exportOf: async () => Promise.resolve([]),
  hindrances: async () => Promise.resolve([]),
  erase: async (trx, _ctx, memberId) => {
    await blankSaidOf(trx, memberId);
    await forgetMember(trx, memberId);
  },
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [slimsPersonalData];

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [slimsLineRetention];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    table: 'slims_said',
    unnamed: 'slims_key params slims_id said',
    staff: 'decided_by',
    none: 'table_name fate code decision',
    rest: 'none',
  },
  {
    table: 'slims_run',
    staff: 'started_by',
    none: 'system fines state file_name files_name left_files storage_key progress_table tables money error_code error_params',
    rest: 'none',
  },
];
