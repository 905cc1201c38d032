export { MATERIAL_KINDS, type MaterialKind } from '#shared/marc/derived-bib';

/** What pages may know about the catalogue: fixed lists and types, safe for the browser. */
export {
  ATTACHMENT_ACCESS,
  AUTHORITY_KINDS,
  COVER_MEGABYTES,
  EXPORT_FORMATS,
  ITEM_SOURCES,
  ITEM_STATUSES,
  RECORD_FORMATS,
  SET_ASIDE,
  SETTABLE_STATUSES,
  type AttachmentAccess,
  type AuthorityKind,
  type ExportFormat,
  type ItemSource,
  type ItemStatus,
  type RecordFormat,
  type SetAside,
  type SettableStatus,
} from './rules/terms.ts';

export interface ItemType {
  code: string;
  nameId: string;
  nameEn: string;
}

export {
  availabilityOf,
  COPY_STATES,
  holdingsOf,
  type Availability,
  type CopyState,
  type DigitalAccess,
  type Holding,
} from './rules/availability.ts';
export { coverAddress } from './rules/cover-address.ts';
export { CITATION_STYLES, type CitationPart, type CitationStyle } from './rules/formats/cite.ts';
export {
  FORM_GROUPS,
  formFieldsFor,
  ROLES,
  type BibForm,
  type FormEntry,
  type FormField,
  type FormGroup,
  type FormPart,
} from './rules/form-fields.ts';

/** More than the longest title in print has, and more than a summary needs; ISO 2709 carries fields of 9,999 octets. */
export const LONGEST_TITLE = 2000;
export const LONGEST_VALUE = 20_000;
