// Characters that XML 1.0 does not allow, not even as references: controls, unpaired surrogates, U+FFFE and U+FFFF.
// The pattern is built from a string because it consists of control characters.
const ILLEGAL = new RegExp(
  `[${['\\u0000-\\u0008', '\\u000b', '\\u000c', '\\u000e-\\u001f', '\\ufffe', '\\uffff'].join('')}]|` +
    '[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]',
  'g',
);

/** Text without the characters that XML 1.0 forbids; `replacement` where positions must not move. */
export const dropIllegalXml = (text: string, replacement = ''): string => text.replace(ILLEGAL, replacement);

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
  '\n': '&#xA;',
  '\t': '&#x9;',
};

/** Character data of an element: a carriage return is written as a reference, a parser would make it a line feed. */
export const escapeXmlText = (text: string): string => text.replace(/[&<>\r]/g, (char) => ESCAPES[char] ?? char);

/** The value of an attribute in double quotes: white space is written as references, a parser would make it blanks. */
export const escapeXmlAttribute = (text: string): string =>
  text.replace(/[&<>"\r\n\t]/g, (char) => ESCAPES[char] ?? char);
