export { MATERIAL_KINDS, type MaterialKind } from '#shared/marc/derived-bib';

/** What pages may know about the catalogue: fixed lists and types, safe for the browser. */
export {
  AUTHORITY_KINDS,
  ITEM_SOURCES,
  ITEM_STATUSES,
  SETTABLE_STATUSES,
  type AuthorityKind,
  type ItemSource,
  type ItemStatus,
  type SettableStatus,
} from './rules/terms.ts';

export interface ItemType {
  code: string;
  nameId: string;
  nameEn: string;
}
