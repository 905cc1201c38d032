/** What `yaz-client` says of a search. */
export type SearchSaid =
  { hits: number } | { trouble: 'unreachable' | 'refused' | 'not_z3950' } | { trouble: 'diagnostic'; said: string };

const LONGEST = 200;
const DIAGNOSTIC = /^ *\[(\d+)\] (.*?)(?: -- v[23] addinfo '(.*)')?$/m;

function diagnosticIn(text: string): string | null {
  const [, number, words, more] = DIAGNOSTIC.exec(text) ?? [];
  if (number === undefined) return null;
  const said = [words, more].filter(Boolean).join(': ');
  return (said || number)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST);
}

/** What it has said since it was told to connect and to search; null = nothing yet that decides. */
export function readSearchSaid(text: string): SearchSaid | null {
  if (/Connection rejected/.test(text)) return { trouble: 'refused' };
  if (/does not appear to be XML|decod(?:e|ing) error|Couldn't decode/i.test(text)) return { trouble: 'not_z3950' };
  if (/Not connected yet|Connecting\.\.\.error|Target closed connection|Unable to connect|Bad hostname/i.test(text)) {
    return { trouble: 'unreachable' };
  }
  const [, hits] = /^Number of hits: (\d{1,18}), setno/m.exec(text) ?? [];
  // the line of the time ends what is said of it
  if (!/Number of hits:[\s\S]*^Elapsed:/m.test(text) || hits === undefined) return null;
  const said = diagnosticIn(text.slice(text.indexOf('Number of hits:')));
  return said === null ? { hits: Number(hits) } : { trouble: 'diagnostic', said };
}

/** What it says of records that it did not get; null = no word of the server's. */
export const readShowSaid = (text: string): string | null => diagnosticIn(text);
