import type { HeardFrom } from '#modules/ground/heard-from';
import { linkLeadingTo } from '#modules/stock/links';
import type { Db, Tx } from '#platform/database/db';

/** How links are read that say by themselves from where somebody knows: on paper, and where people write to each other. */
const SAYS: Readonly<Record<string, HeardFrom>> = {
  wall: 'poster',
  table: 'poster',
  handed: 'poster',
  whatsapp: 'social',
  instagram: 'social',
  facebook: 'social',
};

/** A short link by which somebody came to the page of a programme. */
export interface LinkOfPage {
  code: string;
  /** From where they know by that; undefined: it does not say, so that they are asked. */
  answer: HeardFrom | undefined;
}

/** The short link that travelled with somebody, where it leads to the page of this programme; null = it is none, or leads elsewhere. */
export async function linkOfPage(db: Db | Tx, entered: string, slug: string): Promise<LinkOfPage | null> {
  const link = await linkLeadingTo(db, entered, `/kegiatan/${slug}`);
  return link && { code: link.code, answer: SAYS[link.channel] };
}
