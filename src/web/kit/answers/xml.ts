import { dropIllegalXml, escapeXmlAttribute } from '#shared/marc/marcxml/xml-chars';

/** Text as it may stand in XML, in an element or an attribute. */
export const xmlText = (text: string): string => escapeXmlAttribute(dropIllegalXml(text));
