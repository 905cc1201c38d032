import { SaxesParser, type SaxesTagPlain } from 'saxes';

/*
 * The rules of the Library of Congress's schema for MARCXML (MARC21slim.xsd, version 1.1), read and written down again: which element
 * stands where, and the pattern of each value.
 */
const LEADER = /^[\d ]{5}[\dA-Za-z ][\dA-Za-z][\dA-Za-z ]{3}(?:2| )(?:2| )[\d ]{5}[\dA-Za-z ]{3}(?:4500| {4})$/;
const CONTROL_TAG = /^00[1-9A-Za-z]$/;
const DATA_TAG = /^(?:0[1-9A-Z][0-9A-Z]|0[1-9a-z][0-9a-z]|[1-9A-Z][0-9A-Z]{2}|[1-9a-z][0-9a-z]{2})$/;
const INDICATOR = /^[\da-z ]$/;
const CODE = /^[\dA-Za-z!"#$%&'()*+,\-./:;<=>?{}_^`~[\]\\]$/;
const NAMESPACE = 'http://www.loc.gov/MARC21/slim';

/** Which elements an element may hold, in this order. */
const CHILDREN: Readonly<Record<string, readonly string[]>> = {
  collection: ['record'],
  record: ['leader', 'controlfield', 'datafield'],
  datafield: ['subfield'],
  leader: [],
  controlfield: [],
  subfield: [],
};
const ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  controlfield: { tag: CONTROL_TAG },
  datafield: { tag: DATA_TAG, ind1: INDICATOR, ind2: INDICATOR },
  subfield: { code: CODE },
};

/** Each place where a document breaks the schema, with the number of its record; none = it is valid. */
export function breaksOfSlim(xml: string): string[] {
  const breaks: string[] = [];
  const parser = new SaxesParser();
  const open: { name: string; children: string[] }[] = [];
  let text = '';
  let record = 0;
  const say = (what: string): void => void breaks.push(`record ${record}: ${what}`);

  parser.on('opentag', (tag: SaxesTagPlain) => {
    const parent = open.at(-1);
    if (tag.name === 'record') record += 1;
    if (!parent) {
      if (tag.name !== 'collection' && tag.name !== 'record') say(`root ${tag.name}`);
      if (tag.attributes['xmlns'] !== NAMESPACE) say('namespace');
    } else {
      const order = CHILDREN[parent.name] ?? [];
      const before = parent.children.at(-1);
      if (!order.includes(tag.name)) say(`${tag.name} in ${parent.name}`);
      else if (before && order.indexOf(before) > order.indexOf(tag.name)) say(`${tag.name} behind ${before}`);
      if (tag.name === 'leader' && parent.children.length > 0) say('leader not first');
      parent.children.push(tag.name);
      for (const [name, pattern] of Object.entries(ATTRIBUTES[tag.name] ?? {})) {
        const value = tag.attributes[name];
        if (value === undefined || !pattern.test(value)) say(`${tag.name}/@${name} ${JSON.stringify(value)}`);
      }
    }
    open.push({ name: tag.name, children: [] });
    text = '';
  });
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed?.name === 'leader' && !LEADER.test(text)) say(`leader ${JSON.stringify(text)}`);
    if (closed?.name === 'record' && closed.children.length > 0 && closed.children[0] !== 'leader') say('no leader');
    if (closed?.name === 'datafield' && closed.children.length === 0) say('datafield without subfields');
    if ((CHILDREN[closed?.name ?? '']?.length ?? 0) > 0 && text.trim() !== '') say(`text in ${closed?.name}`);
    text = '';
  });
  parser.on('text', (more) => (text += more));
  parser.on('error', (error) => say(error.message));
  parser.write(xml).close();
  return breaks;
}
