/** Days and instants that no calendar of a library reaches. */
export const nastyDays = {
  'last day': '9999-12-31',
  'five-figure year': '+010000-01-01',
  'no day': '0000-00-00',
  'last minute': '9999-12-31T23:59',
  'last instant': '9999-12-31T23:59:59Z',
};
/** Numbers out of every range, and what is none. */
export const nastyNumbers = {
  'beyond bigint': '9223372036854775808',
  'beyond integer': '99999999999',
  'many days': '99999999',
  'minus one': '-1',
  fraction: '1.5',
  infinite: '1e309',
  'no number': 'NaN',
};
/** Refused before a route or a page sees it. */
const nastySigns = { NUL: 'a\0b', 'half a pair': '\ud800' };

/** What nobody should send, by a short name: out of every range, no number, no character, far too long, of another shape. */
export const nastyTexts: Readonly<Record<string, string>> = {
  ...nastyDays,
  ...nastyNumbers,
  ...nastySigns,
  long: 'x'.repeat(200_000),
  empty: '',
  percent: '%',
};

const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);

export const jsonNumbers = {
  'number beyond bigint': 9.3e18,
  'number beyond integer': 99_999_999_999,
  'minus one as a number': -1,
  'fraction as a number': 1.5,
  'largest number': 1.7e308,
};

/** The same for JSON, where a value need not be a text. */
export const nastyJson: Readonly<Record<string, unknown>> = {
  ...nastyTexts,
  ...jsonNumbers,
  null: null,
  true: true,
  list: ['1', 2, null],
  object: { constructor: 'x', length: -1 },
  deep: deep(2000),
};

const forged = (...row: unknown[]): string => Buffer.from(JSON.stringify(row)).toString('base64url');

/** Cursors as no list of ours gives them. */
export const nastyCursors = {
  'forged id in a cursor': forged(9e99),
  'negative id in a cursor': forged(-1),
  'forged day in a cursor': forged('9999-99-99', 1),
  'forged instant in a cursor': forged('0000-01-01T00:00:00.000Z', 1),
  'NUL in a cursor': forged('a\0', 1),
};
/** What is no UTF-8 or cannot be kept, for an address. */
export const nastyEscapes = {
  NUL: 'a%00b',
  'half a pair': '%ED%A0%80',
  'cut escape': '%E0%A4%A',
  'bare percent': '%',
  'path upwards': '..%2F..%2Fetc%2Fpasswd',
};

/** What stands in an address cannot be as long, and may be no UTF-8 at all. */
export const nastyInPath: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries({ ...nastyDays, ...nastyNumbers, percent: '%' }).map(([name, text]) => [
      name,
      encodeURIComponent(text),
    ]),
  ),
  ...nastyEscapes,
  long: 'x'.repeat(3000),
  ...nastyCursors,
};
