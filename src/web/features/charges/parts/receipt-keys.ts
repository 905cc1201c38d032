import { m } from '#i18n/messages';

/** The keys of a receipt of money. */
export const MONEY_RECEIPT_KEYS = [{ key: 'F7', says: m.charges_key_void }];
