import { normaliseIsbn } from '#shared/isbn';

/** What a camera read, what somebody typed, or what another app shared. */
export type ScannedText =
  /** One of our own addresses: a short link, a shelf, a title. */
  | { kind: 'address'; path: string }
  /** 13 digits. */
  | { kind: 'isbn'; isbn: string }
  /** An address of somebody else. */
  | { kind: 'elsewhere'; host: string }
  /** Perhaps a barcode, else words. */
  | { kind: 'code'; code: string }
  | { kind: 'nothing' };

const MAX = 2000;
const ADDRESS = /https?:\/\/\S+/gi;
/** Ten or thirteen digits as they are printed or stand in an address. */
const ISBN_LIKE = /(?<![\dXx])(?:97[89][- ]?(?:\d[- ]?){9}\d|(?:\d[- ]?){9}[\dXx])(?![\dXx])/g;

/** @param origins of this site, as it is printed and as it is reached here: only its own addresses are followed */
export function readScan(text: string, origins: readonly string[]): ScannedText {
  const said = text.trim().slice(0, MAX);
  if (said === '') return { kind: 'nothing' };
  const addresses = (said.match(ADDRESS) ?? []).flatMap((one) => URL.parse(one) ?? []);
  const own = addresses.find((address) => origins.includes(address.origin));
  // one slash: two would begin the address of somebody else
  if (own) return { kind: 'address', path: own.pathname.replace(/^\/+/, '/') + own.search };
  const isbn = (said.match(ISBN_LIKE) ?? []).map(normaliseIsbn).find((found) => found !== null);
  if (isbn) return { kind: 'isbn', isbn };
  const [elsewhere] = addresses;
  if (elsewhere) return { kind: 'elsewhere', host: elsewhere.host };
  return { kind: 'code', code: said };
}
