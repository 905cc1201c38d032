/** Names of the characters U+00A0 to U+00FF in HTML, in their order. */
const LATIN1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot ' +
  'cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml ' +
  'Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig ' +
  'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ' +
  'ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';
const NAMED: ReadonlyMap<string, string> = new Map([
  ...LATIN1.split(' ').map((name, i) => [name, String.fromCharCode(0xa0 + i)] as const),
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['ndash', '–'],
  ['mdash', '—'],
  ['lsquo', '‘'],
  ['rsquo', '’'],
  ['sbquo', '‚'],
  ['ldquo', '“'],
  ['rdquo', '”'],
  ['bdquo', '„'],
  ['hellip', '…'],
  ['bull', '•'],
  ['trade', '™'],
  ['euro', '€'],
  ['OElig', 'Œ'],
  ['oelig', 'œ'],
  ['Scaron', 'Š'],
  ['scaron', 'š'],
]);

/** Tags behind which a line ends, and those inside a line. Only these are tags: "x < y" is text. */
const BLOCKS = 'br|p|div|li|ul|ol|tr|table|h[1-6]|blockquote|hr';
const INLINE = 'span|i|em|b|strong|u|s|code|a|font|sub|sup|small|big|center|td|th|tbody|img|script|style';
const BLOCK_TAG = new RegExp(`</?(?:${BLOCKS})(?:\\s[^<>]*)?/?>`, 'gi');
const INLINE_TAG = new RegExp(`</?(?:${INLINE})(?:\\s[^<>]*)?/?>`, 'gi');

/** Text that went through a web form twice or three times was escaped as often. */
const ROUNDS = 3;
const windows1252 = new TextDecoder('windows-1252');

function numbered(point: number, written: string): string {
  // browsers read 128 to 159 as Windows does
  if (point >= 0x80 && point <= 0x9f) return windows1252.decode(Uint8Array.of(point));
  const isCharacter = point >= 0x20 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
  return isCharacter || point === 0x0a ? String.fromCodePoint(point) : written;
}

const decoded = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,7}));/g,
    (written, decimal, hex, name) => {
      if (typeof name === 'string') return NAMED.get(name) ?? written;
      return numbered(typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16), written);
    },
  );

/** A comment without end is none: its beginning is text. */
function withoutComments(text: string): string {
  let rest = '';
  let from = 0;
  for (;;) {
    const start = text.indexOf('<!--', from);
    const end = start === -1 ? -1 : text.indexOf('-->', start + 4);
    if (end === -1) return rest + text.slice(from);
    rest += text.slice(from, start);
    from = end + 3;
  }
}

const withoutTags = (text: string): string => withoutComments(text).replace(BLOCK_TAG, '\n').replace(INLINE_TAG, '');

/**
 * A value that another system kept as a piece of a web page as text: entities (`&amp;`, `&#233;`) are characters, tags are gone, also where
 * they were escaped. What only looks like either stays: "x < y", "AT&T;".
 */
export function plainText(value: string): string {
  if (!/[&<]/.test(value)) return value;
  let text = value;
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = decoded(withoutTags(text));
    if (next === text) break;
    text = next;
  }
  return withoutTags(text).replaceAll('\u00a0', ' ').replaceAll('\u00ad', '');
}
