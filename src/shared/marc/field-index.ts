import { isControlField, isDataField, type MarcDataField, type MarcRecord } from './record.ts';

/** The fields of a record by tag: one walk through the record, then look-ups. */
export interface FieldIndex {
  record: MarcRecord;
  /** Value of the first control field of that tag, '' without one. */
  control: (tag: string) => string;
  /** Data fields of these tags: tag by tag in the given order, each in the record's order. */
  data: (...tags: string[]) => MarcDataField[];
}

export const indexFields = (record: MarcRecord): FieldIndex => {
  const controls = new Map<string, string>();
  const datas = new Map<string, MarcDataField[]>();
  for (const field of record.fields) {
    if (isControlField(field)) {
      if (!controls.has(field.tag)) controls.set(field.tag, field.value);
    } else if (isDataField(field)) {
      const list = datas.get(field.tag);
      if (list) list.push(field);
      else datas.set(field.tag, [field]);
    }
  }
  return {
    record,
    control: (tag) => controls.get(tag) ?? '',
    data: (...tags) => tags.flatMap((tag) => datas.get(tag) ?? []),
  };
};

/** Values of the subfields with one of these codes, in their order, blank ones left out. */
export const values = (field: MarcDataField | undefined, codes: string): string[] =>
  (field?.subfields ?? [])
    .filter(({ code, value }) => code !== '' && codes.includes(code) && value.trim() !== '')
    .map(({ value }) => value);
