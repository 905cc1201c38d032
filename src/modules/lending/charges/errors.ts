import { defineErrors } from '#platform/errors';

/** Refusals of the money ledger; sentences are `error_charges_*` in the messages. */
export const chargeErrors = defineErrors('charges', {
  memberNotFound: 404,
  lineNotFound: 404,
  receiptNotFound: 404,
  /** More is paid than is owed. Params: `owed`, `owedText`. */
  moreThanOwed: 409,
  nothingOwed: 409,
  /** More is given back than the member has in credit. Params: `credit`, `creditText`. */
  moreThanCredit: 409,
  referenceUsed: 409,
  keyReused: 409,
  dayClosed: 409,
  dayNotOver: 409,
  /** An earlier day has money and is not closed. Params: `day`, `dayText`. */
  earlierDayOpen: 409,
  differenceUnexplained: 422,
});
