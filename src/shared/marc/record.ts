/**
 * A MARC 21 record as JSON: the truth of the catalogue. Values are kept exactly as they came (ISBD punctuation, blanks,
 * unknown tags), so that a record which nobody edited leaves the system as it entered it.
 */
export interface MarcSubfield {
  code: string;
  value: string;
}
/** A field 001-009: a value, no indicators. */
export interface MarcControlField {
  tag: string;
  value: string;
}
/** A field 010-999: two indicators (a blank is ' ') and subfields in their order. */
export interface MarcDataField {
  tag: string;
  ind1: string;
  ind2: string;
  subfields: MarcSubfield[];
}
export type MarcField = MarcControlField | MarcDataField;
export interface MarcRecord {
  /** 24 characters. Lengths and base address (00-04, 12-16) are computed when the record is written. */
  leader: string;
  fields: MarcField[];
}

export const isControlField = (field: MarcField): field is MarcControlField => 'value' in field;
export const isDataField = (field: MarcField): field is MarcDataField => 'subfields' in field;
