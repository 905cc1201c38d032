import type { Block, Span } from '#modules/ground/content/client';

/** More links are not looked at on one page. */
export const MOST_OUTWARD = 100;

const spansOf = (block: Block): readonly Span[] =>
  block.kind === 'list' ? block.items.flat() : 'spans' in block ? block.spans : [];

/** Where a part leads. */
export const addressesOf = (block: Block): string[] =>
  block.kind === 'button' ? [block.href] : spansOf(block).flatMap(({ href }) => href ?? []);

/** An address of the web without the place on its page; null = it stays on this site, or is none. */
export function outward(href: string): string | null {
  if (!/^https?:\/\//i.test(href) || !URL.canParse(href)) return null;
  const url = new URL(href);
  url.hash = '';
  return url.href.length > 1000 ? null : url.href;
}

/** Addresses of the web where a writing leads, each once. */
export const outwardOf = (blocks: readonly Block[]): string[] =>
  [...new Set(blocks.flatMap(addressesOf).flatMap((href) => outward(href) ?? []))].slice(0, MOST_OUTWARD);

/** The same of parts with their English. */
export const leadsOf = (blocks: readonly { body: Block; english: Block | null }[]): string[] =>
  outwardOf(blocks.flatMap(({ body, english }) => (english === null ? [body] : [body, english])));
