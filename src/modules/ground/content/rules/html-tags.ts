import { isSafeAddress } from './blocks.ts';

const names = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Elements that begin a line of their own. */
export const BLOCKS = names(
  'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hr html legend li listing main menu nav ol p plaintext pre section summary table tbody td tfoot th thead tr ul xmp',
);
/** Elements without an end. */
export const VOID = names(
  'area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr',
);
/** Elements whose contents nobody reads as words of the page. */
export const DROPPED = names(
  'applet audio canvas datalist iframe map noembed noframes noscript object optgroup option rp script select style svg template ' +
    'textarea title video xml',
);
/** Of those, what is read up to the end tag of the same name, whatever stands in it. */
export const RAW = names('iframe noembed noframes noscript style xmp');
export const RCDATA = names('textarea title');
export const BOLD = names('b strong');
export const ITALIC = names('cite dfn em i');
export const PICTURES = names('image img v:imagedata');

/** What a style says of how words are shown; undefined: nothing. */
export interface ShownStyle {
  bold?: boolean;
  italic?: boolean;
  hidden: boolean;
  /** Spaces and ends of lines stand as they are written. */
  pre?: boolean;
  /** Of lists of Word: which list, and how deep; `ignore` is the sign before an entry. */
  list?: { id: string; level: number } | 'ignore';
}

const valueOf = (style: string, property: string) =>
  new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]{1,60})`).exec(style)?.[1]?.trim();

/** Reads the few things of a style that matter for words. */
export function shownStyle(written: string): ShownStyle {
  const style = written.slice(0, 4000).toLowerCase();
  const shown: ShownStyle = {
    hidden: /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)/.test(style),
  };
  if (style === '') return shown;
  const weight = valueOf(style, 'font-weight');
  if (weight !== undefined) shown.bold = /^bold/.test(weight) || Number.parseInt(weight, 10) >= 600;
  const slant = valueOf(style, 'font-style');
  if (slant !== undefined) shown.italic = /^(?:italic|oblique)/.test(slant);
  const space = valueOf(style, 'white-space(?:-collapse)?');
  if (space !== undefined) shown.pre = /^(?:pre|break-spaces)/.test(space);
  const list = valueOf(style, 'mso-list');
  if (list === 'ignore') shown.list = 'ignore';
  const place = /^(l\d+) level(\d{1,2})/.exec(list ?? '');
  if (place) shown.list = { id: place[1] ?? '', level: Number(place[2]) };
  return shown;
}

/** Pages that only lead on to another one, each with the name under which the other one stands in its address. */
const REDIRECTS: readonly [host: RegExp, path: RegExp, names: readonly string[]][] = [
  [/^(?:www\.)?google\.[a-z.]{2,6}$/, /^\/url$/, ['q', 'url']],
  [/\.safelinks\.protection\.outlook\.com$/, /^\//, ['url']],
  [/^lm?\.(?:facebook|instagram)\.com$/, /^\//, ['u']],
];

function leadsTo(address: URL): string | null {
  for (const [host, path, keys] of REDIRECTS) {
    if (!host.test(address.hostname) || !path.test(address.pathname)) continue;
    const found = keys.map((key) => address.searchParams.get(key)).find((one) => /^https?:\/\//i.test(one ?? ''));
    if (found) return found;
  }
  return null;
}

/** Where a link of a pasted page may lead: what lies behind pages that only lead on; undefined: nowhere. */
export function pastedAddress(written: string): string | undefined {
  let href = written.slice(0, 4000).trim();
  for (let turn = 0; turn < 3 && /^https?:\/\//i.test(href) && URL.canParse(href); turn += 1) {
    const address = new URL(href);
    const further = leadsTo(address);
    if (further === null) {
      href = isSafeAddress(href) ? href : address.href;
      break;
    }
    href = further;
  }
  // a mark on the page that was copied is none on ours
  return isSafeAddress(href) && !href.startsWith('#') ? href : undefined;
}
