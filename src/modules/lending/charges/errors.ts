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
  /** A payment that was taken back before. Params: `number`, of the line that took it back. */
  alreadyVoided: 409,
  /** Money of it was given back to the member since. */
  voidRefunded: 409,
  /** The member was erased; their books are closed. */
  voidErased: 409,
  /** Its day's cash is closed, and the actor may not give money back. Params: `day`, `dayText`. */
  voidDayClosed: 409,
  /** It is of an earlier day, and the actor may not give money back. Params: `day`, `dayText`. */
  voidDayOver: 409,
  keyReused: 409,
  dayClosed: 409,
  dayNotOver: 409,
  /** An earlier day has money and is not closed. Params: `day`, `dayText`. */
  earlierDayOpen: 409,
  differenceUnexplained: 422,
});
