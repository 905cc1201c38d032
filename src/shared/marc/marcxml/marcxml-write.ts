import { isControlField, isDataField, type MarcRecord, type MarcSubfield } from '../record.ts';
import { dropIllegalXml, escapeXmlAttribute, escapeXmlText } from './xml-chars.ts';

export const MARCXML_NAMESPACE = 'http://www.loc.gov/MARC21/slim';

/** Before the first record of a file. */
export const MARCXML_COLLECTION_OPEN = `<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="${MARCXML_NAMESPACE}">\n`;
/** After the last record of a file. */
export const MARCXML_COLLECTION_CLOSE = '</collection>\n';

export interface WriteMarcXmlOptions {
  /** Declares the namespace on the record itself: for a record that stands alone (OAI-PMH, SRU). Default false. */
  standalone?: boolean;
}

const attribute = (value: string): string => escapeXmlAttribute(dropIllegalXml(value));
// Leader and control fields are read by position, so a forbidden character leaves a blank behind.
const positional = (value: string): string => escapeXmlText(dropIllegalXml(value, ' '));

/** Lengths, addresses and fixed positions mean nothing in XML; what the schema does not take of them is written as it should be. */
const writtenLeader = (leader: string): string => {
  if (leader.length !== 24) return leader;
  const fitting = (from: number, to: number, pattern: RegExp, otherwise: string): string => {
    const part = leader.slice(from, to);
    return pattern.test(part) ? part : otherwise;
  };
  return [
    fitting(0, 5, /^[\d ]{5}$/, '00000'),
    leader.slice(5, 10),
    fitting(10, 12, /^[2 ]{2}$/, '22'),
    fitting(12, 17, /^[\d ]{5}$/, '00000'),
    leader.slice(17, 20),
    fitting(20, 24, /^(?:4500| {4})$/, '4500'),
  ].join('');
};

/** What a delimiter without anything behind it was read as says nothing; a field of the schema has one subfield at least. */
const writtenSubfields = (subfields: readonly MarcSubfield[]): readonly MarcSubfield[] => {
  const said = subfields.filter(({ code, value }) => code !== '' || value !== '');
  return said.length > 0 ? said : [{ code: 'a', value: '' }];
};

/**
 * A record as one `<record>` element without white space of its own. Characters that XML forbids are dropped; control fields come first,
 * as the schema wants it, wherever they stood.
 */
export const writeMarcXml = (record: MarcRecord, options: WriteMarcXmlOptions = {}): string => {
  let xml = options.standalone ? `<record xmlns="${MARCXML_NAMESPACE}">` : '<record>';
  xml += `<leader>${positional(writtenLeader(record.leader))}</leader>`;
  for (const field of record.fields.filter(isControlField)) {
    xml += `<controlfield tag="${attribute(field.tag)}">${positional(field.value)}</controlfield>`;
  }
  for (const field of record.fields.filter(isDataField)) {
    xml += `<datafield tag="${attribute(field.tag)}" ind1="${attribute(field.ind1)}" ind2="${attribute(field.ind2)}">`;
    for (const { code, value } of writtenSubfields(field.subfields)) {
      xml += `<subfield code="${attribute(code)}">${escapeXmlText(dropIllegalXml(value))}</subfield>`;
    }
    xml += '</datafield>';
  }
  return `${xml}</record>`;
};
