import { isControlField, isDataField, type MarcDataField, type MarcField, type MarcRecord } from '#shared/marc/record';
import { values } from '#shared/marc/field-index';

const isSet = (value: string): boolean => !['', '0'].includes(value.trim());

/** Is the title kept from the public in Koha (942 $n)? */
export const isSuppressed = (record: MarcRecord): boolean =>
  record.fields.filter(isDataField).some((field) => field.tag === '942' && values(field, 'n').some(isSet));

const control = (record: MarcRecord, tag: string): string =>
  record.fields
    .filter(isControlField)
    .find((field) => field.tag === tag)
    ?.value.trim() ?? '';

/** Koha's own number of the title (999 $c); '' where the field is another system's. */
const biblionumber = (record: MarcRecord): string =>
  record.fields
    .filter(isDataField)
    .filter(({ tag }) => tag === '999')
    .flatMap((field) => values(field, 'c'))
    .map((value) => value.trim())
    .find((value) => /^\d{1,12}$/.test(value)) ?? '';

/** What has become something of ours: Koha's own numbers, and that the public does not see it. Everything else goes out again as it came. */
function remains(field: MarcField): MarcField[] {
  if (!isDataField(field)) return ['001', '003'].includes(field.tag) ? [] : [field];
  if (field.tag === '999') return [];
  if (field.tag !== '942') return [field];
  const subfields = field.subfields.filter(({ code }) => code !== 'n');
  return subfields.length === 0 ? [] : [{ ...field, subfields }];
}

/**
 * The record under the number by which its Koha knows it. What stands in 001 is in Koha whatever the record was copied with: two titles may
 * have one, and many have none. Such a number goes to 035, where numbers of other systems stand.
 * @param owner code of the library whose Koha it is: every Koha counts from 1
 */
export function numberedByKoha(record: MarcRecord, owner: string): MarcRecord {
  const number = biblionumber(record);
  if (number === '') return record;
  const [before, maker] = [control(record, '001'), control(record, '003')];
  const others: MarcDataField[] =
    before === '' || before === number
      ? []
      : [
          {
            tag: '035',
            ind1: ' ',
            ind2: ' ',
            subfields: [{ code: 'a', value: maker === '' ? before : `(${maker})${before}` }],
          },
        ];
  const rest = record.fields.flatMap(remains);
  const at = rest.findIndex((field) => isDataField(field) && field.tag > '035');
  const place = at === -1 ? rest.length : at;
  return {
    leader: record.leader,
    fields: [
      { tag: '001', value: number },
      { tag: '003', value: owner === '' ? 'KOHA' : `KOHA-${owner}` },
      ...rest.slice(0, place),
      ...others,
      ...rest.slice(place),
    ],
  };
}
