import { textWidth } from './letter-widths.ts';

/** Room for a text: how wide its lines are, how many there may be, and between which sizes its letters are. */
export interface Room {
  width: number;
  lines: number;
  most: number;
  least: number;
  bold: boolean;
}

/** A text in its lines. */
export interface Fitted {
  size: number;
  lines: string[];
}

/** Down to half the width lines are made narrower, in so many steps, as long as there are no more of them. */
const BALANCE_STEPS = 20;

/** So many sizes are tried between the largest and the smallest. */
const STEPS = 24;

/** The sizes of a room, the largest first. */
export const sizesOf = ({ most, least }: Pick<Room, 'most' | 'least'>): number[] =>
  Array.from({ length: STEPS + 1 }, (_, nth) => most - ((most - least) * nth) / STEPS);

/** A text in lines of letters of a size; null = a word is wider than a line, or there are more lines than may be. */
export function wrapText(text: string, size: number, { width, lines: most, bold }: Room): string[] | null {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/u).filter((one) => one !== '')) {
    if (textWidth(word, size, bold) > width) return null;
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer, size, bold) <= width) {
      line = longer;
    } else {
      lines.push(line);
      line = word;
    }
  }
  if (line !== '') lines.push(line);
  return lines.length <= most ? lines : null;
}

/** The same in lines that are nearly alike, so that no word stands alone below the others. */
export function balanceText(text: string, size: number, room: Room): string[] | null {
  const first = wrapText(text, size, room);
  if (!first || first.length < 2) return first;
  let best = first;
  for (let step = 1; step < BALANCE_STEPS; step += 1) {
    const narrower = { ...room, lines: first.length, width: room.width * (1 - step / (2 * BALANCE_STEPS)) };
    const lines = wrapText(text, size, narrower);
    if (!lines) break;
    best = lines;
  }
  return best;
}

/** In as few lines as it can be, in letters as large as it then can be; null = not even in the smallest. */
export function fitText(text: string, room: Room): Fitted | null {
  for (let most = 1; most <= room.lines; most += 1) {
    const lines = { ...room, lines: most };
    const size = wrapText(text, room.least, lines) && sizesOf(room).find((one) => wrapText(text, one, lines));
    if (size) return { size, lines: balanceText(text, size, lines) ?? [] };
  }
  return null;
}

/** How many letters of a text, counted from its end, have to go so that it fits; 0 = it fits. What fits, its beginning fits too. */
export function lettersOver(text: string, fits: (text: string) => boolean): number {
  if (fits(text)) return 0;
  const letters = [...text];
  let [kept, tooMany] = [0, letters.length];
  while (tooMany - kept > 1) {
    const middle = Math.floor((kept + tooMany) / 2);
    if (fits(letters.slice(0, middle).join(''))) kept = middle;
    else tooMany = middle;
  }
  return letters.length - kept;
}

/** What is not to be refused (the name of a library): its beginning, where it does not fit. */
export function fitOrCut(text: string, room: Room): Fitted {
  const whole = fitText(text, room);
  if (whole) return whole;
  const fits = (part: string): boolean => wrapText(`${part}…`, room.least, room) !== null;
  const letters = [...text];
  const kept = letters.slice(0, letters.length - lettersOver(text, fits)).join('');
  return { size: room.least, lines: wrapText(`${kept.trimEnd()}…`, room.least, room) ?? [] };
}
