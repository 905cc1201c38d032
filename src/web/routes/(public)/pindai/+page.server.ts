import { redirect } from '@sveltejs/kit';
import { findItemByBarcode } from '#modules/collection/catalog';
import { search } from '#modules/collection/search';
import type { PageAccess } from '#platform/rights/access';
import { formatIsbn13 } from '#shared/isbn';
import type { Ctx } from '#platform/context';
import { localizeHref } from '#i18n/runtime';
import { readScan } from '#web/kit/scan/read-scan.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

/**
 * `?kode=` what was scanned or typed; `judul`, `teks`, `alamat` what another app shares (manifest's share_target). What is known is
 * opened; for the rest the page says what can be done.
 */
export const load: PageServerLoad = async ({ locals: { ctx, services }, url }) => {
  const part = (name: string): string => url.searchParams.get(name) ?? '';
  const typed = part('kode');
  const text = typed || [part('alamat'), part('teks'), part('judul')].join(' ');
  const scanned = readScan(text, [siteOrigin(services, url), url.origin]);
  if (scanned.kind === 'address') redirect(303, scanned.path);
  switch (scanned.kind) {
    case 'isbn': {
      const path = await titlesOfIsbn(ctx, scanned.isbn);
      if (path !== null) redirect(303, localizeHref(path));
      return { typed, outcome: { kind: 'unowned' as const, isbn: formatIsbn13(scanned.isbn) } };
    }
    case 'code': {
      const item = await findItemByBarcode(ctx.db, scanned.code);
      if (item) redirect(303, localizeHref(`/katalog/${item.bibId}`));
      return { typed, outcome: { kind: 'unknown' as const, code: scanned.code.slice(0, 200) } };
    }
    case 'elsewhere':
      return { typed, outcome: { kind: 'elsewhere' as const, host: scanned.host } };
    case 'nothing':
      return { typed, outcome: null };
  }
};

/** The page of the title with this ISBN; of several (volumes under the ISBN of their set) the list of them. */
async function titlesOfIsbn(ctx: Ctx, isbn: string): Promise<string | null> {
  const q = `isbn:${isbn}`;
  const { hits, correctedFrom } = await search(ctx, { q, limit: 2 });
  const [hit] = hits;
  if (!hit || correctedFrom !== null) return null;
  return hits.length > 1 ? `/katalog?q=${encodeURIComponent(q)}` : `/katalog/${hit.id}`;
}
