const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const OPENS_UNSEEN = /<(style|script|head|title)\b/gi;

/** Without what no reader shows; what never ends hides the rest. In one pass, for whoever wrote it may mean harm. */
function withoutUnseen(html: string): string {
  const low = html.toLowerCase();
  const seen: string[] = [];
  let from = 0;
  for (const { index, 1: name = '' } of low.matchAll(OPENS_UNSEEN)) {
    if (index < from) continue;
    seen.push(html.slice(from, index));
    const end = low.indexOf(`</${name}`, index);
    if (end < 0) return seen.join(' ');
    from = end;
  }
  return [...seen, html.slice(from)].join(' ');
}

/** The words of HTML that no reader of HTML could make sense of: without its marks, a line for each block. */
export const bareHtml = (html: string): string =>
  withoutUnseen(html)
    .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h[1-6])\b[^<>]{0,1000}>/gi, '\n')
    .replace(/<[^<>]{0,10000}>/g, '')
    .replace(/&(amp|lt|gt|quot|apos|nbsp);/g, (whole, name: string) => NAMED[name] ?? whole);
