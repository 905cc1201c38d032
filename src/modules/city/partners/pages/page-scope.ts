import type { Ctx } from '#platform/context';
import { findByKey, type PageKey } from './held-link.ts';

/** Whose page a code opens, and how much of it. */
export interface PageScope {
  partnerId: number;
  /** It is for all that the partner has, not for one agreement. */
  whole: boolean;
  sections: readonly string[];
}

/** For what other modules add to the page of a partner. Throws `partners.link_not_found`, `platform.too_many_requests`. */
export async function pageScope(ctx: Ctx, key: PageKey): Promise<PageScope> {
  const { partnerId, whole, sections } = await findByKey(ctx, key);
  return { partnerId, whole, sections };
}
