import { isControlField, type MarcRecord } from './record.ts';
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

/** A record as one `<record>` element without white space of its own. Characters that XML forbids are dropped. */
export const writeMarcXml = (record: MarcRecord, options: WriteMarcXmlOptions = {}): string => {
  let xml = options.standalone ? `<record xmlns="${MARCXML_NAMESPACE}">` : '<record>';
  xml += `<leader>${positional(record.leader)}</leader>`;
  for (const field of record.fields) {
    if (isControlField(field)) {
      xml += `<controlfield tag="${attribute(field.tag)}">${positional(field.value)}</controlfield>`;
      continue;
    }
    xml += `<datafield tag="${attribute(field.tag)}" ind1="${attribute(field.ind1)}" ind2="${attribute(field.ind2)}">`;
    for (const { code, value } of field.subfields) {
      xml += `<subfield code="${attribute(code)}">${escapeXmlText(dropIllegalXml(value))}</subfield>`;
    }
    xml += '</datafield>';
  }
  return `${xml}</record>`;
};
