/** Days and whole rupiah; what is left out is not said. */
export interface RuleValues {
  maxLoans?: number;
  loanLength?: number;
  maxRenewals?: number;
  finePerDay?: number;
  graceDays?: number;
  maxHolds?: number;
}

/** What a row of an old system says of lending. */
export interface ReadRule {
  values: RuleValues;
  /** Columns whose value cannot be meant. */
  unusable: { column: string; value: string }[];
}
