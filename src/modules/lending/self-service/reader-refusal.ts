import { AppError, type ErrorParams } from '#platform/errors';
import { selfServiceErrors } from './errors.ts';

/**
 * What each refusal of the desk is called before a reader. The desk's own words are not for readers: they name other members, tell
 * staff what to do, and say aloud what is nobody's business at a shelf.
 */
const FOR_READERS: Record<string, (params?: ErrorParams) => AppError> = {
  'circulation.unknown_barcode': selfServiceErrors.unknownBarcode,
  'circulation.on_loan_to_other': selfServiceErrors.copyOnLoan,
  'circulation.on_loan_to_member': selfServiceErrors.copyYours,
  'circulation.held_for_other': selfServiceErrors.copyKept,
  'circulation.item_booked': selfServiceErrors.copyKept,
  'circulation.item_for_program': selfServiceErrors.copyKept,
  'circulation.reference_only': selfServiceErrors.readHere,
  'circulation.item_withdrawn': selfServiceErrors.copyAway,
  'circulation.item_lost': selfServiceErrors.copyAway,
  'circulation.item_unavailable': selfServiceErrors.copyAway,
  'circulation.item_in_bulk_loan': selfServiceErrors.copyAway,
  'circulation.owes_too_much': selfServiceErrors.owesTooMuch,
  'circulation.limit_reached': selfServiceErrors.limitReached,
  'circulation.type_limit_reached': selfServiceErrors.typeLimitReached,
  'circulation.same_title': selfServiceErrors.sameTitle,
  'circulation.has_overdues': selfServiceErrors.overdueFirst,
  'circulation.confirm_overdues': selfServiceErrors.overdueFirst,
  'circulation.member_suspended': selfServiceErrors.suspended,
  'circulation.card_expired': selfServiceErrors.cardExpired,
};
const SAID = ['barcode', 'title', 'max', 'untilText', 'onText'] as const;

/** A refusal of the desk in the words of self-service; what only the desk can settle is `self_service.ask_desk`. Other errors stay. */
export function readerRefusal(error: unknown): unknown {
  if (!(error instanceof AppError) || !error.code.startsWith('circulation.')) return error;
  const said = SAID.flatMap((key) => {
    const value = error.params[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  return (FOR_READERS[error.code] ?? selfServiceErrors.askDesk)(Object.fromEntries(said));
}

/** What is said at a phone, and not at a screen that others see. */
const PRIVATE: ReadonlySet<string> = new Set(
  [
    selfServiceErrors.suspended,
    selfServiceErrors.cardExpired,
    selfServiceErrors.overdueFirst,
    selfServiceErrors.owesTooMuch,
  ].map((make) => make().code),
);

/** The same refusal for a screen in a hall: a private reason is `self_service.ask_desk`. Other errors stay. */
export const publicRefusal = (error: unknown): unknown =>
  error instanceof AppError && PRIVATE.has(error.code) ? selfServiceErrors.askDesk() : error;
