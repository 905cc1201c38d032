/** What a copy's state can be set to by hand; being lent is kept apart from it (`onLoan`). */
export const SETTABLE_STATUSES = ['available', 'in_processing', 'repair', 'damaged', 'missing', 'lost'] as const;
export type SettableStatus = (typeof SETTABLE_STATUSES)[number];
/** `withdrawn` is reached only by withdrawing, with a reason. */
export const ITEM_STATUSES = [...SETTABLE_STATUSES, 'withdrawn'] as const;
export type ItemStatus = (typeof ITEM_STATUSES)[number];

/** How a copy came into the library: bought, given, exchanged. */
export const ITEM_SOURCES = ['beli', 'hibah', 'tukar'] as const;
export type ItemSource = (typeof ITEM_SOURCES)[number];

/** Persons, corporate bodies and meetings, subjects (topics, places, titles), series. */
export const AUTHORITY_KINDS = ['name', 'corporate', 'subject', 'series'] as const;
export type AuthorityKind = (typeof AUTHORITY_KINDS)[number];
