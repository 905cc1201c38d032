import { SaxesParser } from 'saxes';

/** An element of an XML document; names without their prefix, in small letters. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: (XmlElement | string)[];
}

/** Deeper, or with more elements, no honest book is made. */
const DEEPEST = 80;
const MOST_ELEMENTS = 60_000;
/** Names that XHTML knows and XML does not; what is not here is read as it stands. */
const ENTITIES: Record<string, string> = {
  nbsp: '\u00a0',
  shy: '\u00ad',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  hellip: '…',
  bull: '•',
  middot: '·',
  copy: '©',
  deg: '°',
  times: '×',
  eacute: 'é',
  egrave: 'è',
};

const localName = (name: string): string => name.slice(name.indexOf(':') + 1).toLowerCase();

/** Reads an XML document. @returns its root, or null where it is none, or far too large */
export function readXml(text: string): XmlElement | null {
  const root: XmlElement = { name: '', attributes: {}, children: [] };
  const open = [root];
  let elements = 0;
  let broken = false;
  const parser = new SaxesParser({ xmlns: false });
  Object.assign(parser.ENTITIES, ENTITIES);
  parser.on('error', () => {
    broken = true;
  });
  parser.on('opentag', ({ name, attributes }) => {
    elements += 1;
    if (elements > MOST_ELEMENTS || open.length > DEEPEST) broken = true;
    if (broken) return;
    const element: XmlElement = { name: localName(name), attributes: {}, children: [] };
    for (const [key, value] of Object.entries(attributes)) element.attributes[key.toLowerCase()] = value;
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => {
    if (!broken && open.length > 1) open.pop();
  });
  const takeText = (part: string): void => {
    if (!broken) open.at(-1)?.children.push(part);
  };
  parser.on('text', takeText);
  parser.on('cdata', takeText);
  parser.write(text.replace(/^\uFEFF/, '')).close();
  const [first] = root.children.filter((child) => typeof child !== 'string');
  return broken ? null : (first ?? null);
}

/** The elements of a name below (and in) an element, in the order of the document. */
export function elementsNamed(element: XmlElement, name: string): XmlElement[] {
  const here = element.name === name ? [element] : [];
  return [
    ...here,
    ...element.children.flatMap((child) => (typeof child === 'string' ? [] : elementsNamed(child, name))),
  ];
}

/** The text of an element with all that is in it, white space made one. */
export function textOf(element: XmlElement): string {
  const whole = (one: XmlElement): string =>
    one.children.map((child) => (typeof child === 'string' ? child : whole(child))).join('');
  return whole(element).replace(/\s+/g, ' ').trim();
}
