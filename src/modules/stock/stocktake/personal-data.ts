import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'stocktake_item', because: 'copies and shelves' },
  {
    table: 'stocktake',
    staff: 'started_by ended_by minutes',
    none: 'name space_ids class_from class_to key_from key_to item_type status minutes_number brought',
    rest: 'none',
  },
  { table: 'stocktake_result', staff: 'undone_by', none: 'kind status_before', rest: 'none' },
  { table: 'stocktake_scan', staff: 'scanned_by', none: 'barcode device outcome', rest: 'none' },
  { table: 'stocktake_shelf', staff: 'done_by', rest: 'none' },
  { table: 'weeding', staff: 'created_by ended_by minutes', none: 'name rules status minutes_number', rest: 'none' },
  { table: 'weeding_item', staff: 'decided_by undone_by', none: 'grounds decision reason', rest: 'none' },
];
