import { json } from '@sveltejs/kit';
import { suggestClass } from '#modules/collection/search';
import type { PageAccess } from '#platform/rights/access';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'catalog.edit' };

const LONGEST = 200;

/** Class and subjects of like titles, offered while a new one is entered. */
export const GET: RequestHandler = async ({ locals: { ctx }, url: { searchParams } }) => {
  const title = searchParams.get('judul')?.slice(0, LONGEST) ?? '';
  const author = searchParams.get('pengarang')?.slice(0, LONGEST) ?? '';
  return json(await suggestClass(ctx, { title, author }), { headers: { 'cache-control': 'private, no-store' } });
};
