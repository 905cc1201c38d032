/** What a copy's state can be set to by hand; being lent is kept apart from it (`onLoan`). */
export const SETTABLE_STATUSES = ['available', 'in_processing', 'repair', 'damaged', 'missing', 'lost'] as const;
export type SettableStatus = (typeof SETTABLE_STATUSES)[number];
/** `withdrawn` is reached only by withdrawing, with a reason. */
export const ITEM_STATUSES = [...SETTABLE_STATUSES, 'withdrawn'] as const;
export type ItemStatus = (typeof ITEM_STATUSES)[number];

/** Where a copy is that is neither lent nor on its shelf: on its way to another library, kept for a member, or in the box of a bulk loan. */
export const SET_ASIDE = ['in_transit', 'waiting', 'bulk_loan', 'program'] as const;
export type SetAside = (typeof SET_ASIDE)[number];

/** How a copy came into the library: bought, given, exchanged. */
export const ITEM_SOURCES = ['beli', 'hibah', 'tukar'] as const;
export type ItemSource = (typeof ITEM_SOURCES)[number];

/** Persons, corporate bodies and meetings, subjects (topics, places, titles), series. */
export const AUTHORITY_KINDS = ['name', 'corporate', 'subject', 'series'] as const;
export type AuthorityKind = (typeof AUTHORITY_KINDS)[number];

/** Files in which the catalogue can be taken elsewhere. */
export const EXPORT_FORMATS = ['marc', 'marcxml', 'slims-csv', 'slims-items-csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Files in which one record can be taken elsewhere. */
export const RECORD_FORMATS = ['marc', 'marcxml', 'mods', 'dc', 'bibtex', 'ris'] as const;
export type RecordFormat = (typeof RECORD_FORMATS)[number];

/** What a picture of a cover may have. */
export const COVER_MEGABYTES = 20;

/**
 * Who may open an attachment: anyone, any member, only the member categories named (staff always may), or whoever has it on loan: a
 * few readers at a time (`licensed`, lent by the digital module). Of one for `staff` alone readers do not even hear that it is there.
 */
export const ATTACHMENT_ACCESS = ['public', 'members', 'categories', 'licensed', 'staff'] as const;
export type AttachmentAccess = (typeof ATTACHMENT_ACCESS)[number];
