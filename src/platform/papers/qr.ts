import { encode } from 'uqr';

/** White modules around the code, as the standard asks for. */
const QUIET = 4;

/**
 * A QR code as SVG: one black path on white (also in dark mode, so that cameras read it), sized by its container.
 * @param text an address or a number; never personal data
 * @param title what it leads to, for people who do not see it; left out: decoration beside the same text in words
 */
export function qrSvg(text: string, title?: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const side = size + 2 * QUIET;
  const path = data.map((row, y) => rowPath(row, y + QUIET)).join('');
  const name = title === undefined ? ' aria-hidden="true"' : ` role="img" aria-label="${escapeAttribute(title)}"`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"${name}>` +
    `<path fill="#fff" d="M0 0h${side}v${side}H0z"/><path fill="#000" d="${path}"/></svg>`
  );
}

/** Neighbouring black modules of a row as one rectangle. */
function rowPath(row: readonly boolean[], y: number): string {
  let path = '';
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue;
    const from = x;
    while (row[x + 1]) x += 1;
    const width = x - from + 1;
    path += `M${from + QUIET} ${y}h${width}v1h-${width}z`;
  }
  return path;
}

const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
