import { webAddress } from './web-address.ts';

/** A label of a title: its name, and where a click on it leads. */
export interface Label {
  name: string;
  link: string | null;
}

/** What is read of a cell. */
const LONGEST_CELL = 16_000;
/** `a:2:{i:0;s:9:"label-new";i:1;N;}` */
const LABEL = /a:2:\{i:0;s:(\d+):"([^"]*)";i:1;(?:N|s:(\d+):"([^"]*)");\}/gs;

/** PHP counts the bytes of UTF-8; after a change of the character set the old count may be that of letters. Any other says that the text is not what it was. */
const isWhole = (text: string, stated: string): boolean =>
  [Buffer.byteLength(text), [...text].length].includes(Number(stated));

/** The labels of a title as PHP wrote them, by their quotes. `isOdd`: something else stands there too, or a text is not as long as it says. */
export function readLabels(written: string | null): { labels: Label[]; isOdd: boolean } {
  const cell = (written ?? '').trim();
  if (cell === '' || /^(?:N;|a:0:\{\})$/.test(cell)) return { labels: [], isOdd: false };
  const found = [...cell.slice(0, LONGEST_CELL).matchAll(LABEL)];
  const whole = found.filter(
    ([, stated = '', name = '', statedLink, link]) =>
      name !== '' && isWhole(name, stated) && (link === undefined || isWhole(link, statedLink ?? '')),
  );
  const labels = whole.map(([, , name = '', , link]): Label => ({ name, link: webAddress(link ?? null) }));
  const count = Number(/^a:(\d+):/.exec(cell)?.[1] ?? -1);
  return { labels, isOdd: labels.length !== count || whole.some(([, , , , link], i) => link && !labels[i]?.link) };
}
