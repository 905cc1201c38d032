/** White modules on either side, as the standard asks for. */
const QUIET = 10;

/**
 * A Code 128 barcode as SVG, one unit wide per module and one high, to be stretched to its place: bars stay in proportion.
 * @param text ASCII; what else a barcode has (it should not) throws
 */
export async function code128Svg(text: string): Promise<string> {
  // loaded with the first barcode: it knows a hundred symbologies
  const { default: bwip } = await import('bwip-js/node');
  const [symbol] = bwip.raw('code128', text);
  if (!symbol || !('sbs' in symbol)) throw new Error(`no Code 128 for ${text}`);
  let x = QUIET;
  let path = '';
  for (const [index, width] of symbol.sbs.entries()) {
    if (index % 2 === 0) path += `M${x} 0h${width}v1h-${width}z`;
    x += width;
  }
  const wide = x + QUIET;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} 1" preserveAspectRatio="none" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${wide}v1H0z"/><path fill="#000" d="${path}"/></svg>`
  );
}
