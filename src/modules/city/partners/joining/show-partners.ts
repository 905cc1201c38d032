import type { Ctx } from '#platform/context';
import type { PartnerKind } from '../client.ts';
import { selectNamed } from '../data/partners.queries.ts';

/** A partner as everybody sees them. */
export interface NamedPartner {
  id: number;
  kind: PartnerKind;
  name: string;
  /** In the language of the reader, where it was written in it. */
  story: string;
  language: 'id' | 'en';
  /** '' = none. */
  site: string;
  /** The year since which they carry the library; null = nobody has noted it. */
  since: number | null;
}

const MOST = 500;

/** Partners who agreed to be named, by name: for everybody. */
export async function showPartners(ctx: Pick<Ctx, 'db' | 'locale'>): Promise<NamedPartner[]> {
  return (await selectNamed(ctx.db, MOST)).map(({ story, storyEn, since, ...row }) => {
    const inEnglish = ctx.locale === 'en' && storyEn !== '';
    return {
      ...row,
      story: inEnglish ? storyEn : story,
      language: inEnglish ? 'en' : 'id',
      since: since === null ? null : Number(since.slice(0, 4)),
    };
  });
}
