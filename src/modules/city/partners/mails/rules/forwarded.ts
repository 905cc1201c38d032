/** Somebody in the head of a mail. */
export interface Party {
  address: string;
  name: string;
}

/** Whom the head of a mail names that was sent on as text. */
export interface ForwardedHead {
  from: Party[];
  to: Party[];
}

const FROM = /^[>*\s]{0,10}(?:Dari|From|Pengirim)\s?:\*?\s(.{1,500})$/iu;
const TO = /^[>*\s]{0,10}(?:Kepada|Ke|To|Cc|Tembusan)\s?:\*?\s(.{1,1000})$/iu;
/** To whom stands soon after from whom. */
const HEAD_LINES = 8;
const ADDRESS = /[^\s<>"'(),;:[\]*]{1,64}@[\p{L}\p{N}][\p{L}\p{N}.-]{0,180}\.[\p{L}\p{N}-]{2,63}/gu;
const MOST = 50;

/** The addresses of one line, each with the name before it. */
function partiesIn(line: string): Party[] {
  let from = 0;
  return [...line.matchAll(ADDRESS)].slice(0, MOST).map((found) => {
    const before = line.slice(from, found.index);
    from = found.index + found[0].length;
    const name = before
      .replace(/mailto:/giu, '')
      .replace(/[<>"'[\]*();,:]/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    return { address: found[0].toLowerCase(), name };
  });
}

/** The head of the first mail that a text sends on; nobody where there is none. */
export function forwardedHead(text: string): ForwardedHead {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => ADDRESS_LINE.test(line));
  if (at < 0) return { from: [], to: [] };
  const head = lines.slice(at, at + HEAD_LINES);
  return {
    from: partiesIn(FROM.exec(lines[at] ?? '')?.[1] ?? ''),
    to: head.flatMap((line) => partiesIn(TO.exec(line)?.[1] ?? '')),
  };
}
const ADDRESS_LINE = /^[>*\s]{0,10}(?:Dari|From|Pengirim)\s?:\*?\s.{0,400}@/iu;
