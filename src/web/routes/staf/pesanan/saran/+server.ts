import { json } from '@sveltejs/kit';
import type { PageAccess } from '#platform/rights/access';
import { titlesToHold } from '#web/features/circulation/holds/titles-to-hold.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'holds.place' };

const OFFERED = 6;

/** Titles offered while somebody types at the desk what a member asks for. */
export const GET: RequestHandler = async ({ locals: { ctx }, url: { searchParams } }) => {
  const asked = { q: '', anggota: '', ambil: '', ...Object.fromEntries(searchParams) };
  const titles = await titlesToHold(ctx, {
    q: asked.q,
    memberNumber: asked.anggota,
    pickup: asked.ambil,
    limit: OFFERED,
    typing: true,
  });
  return json(titles, { headers: { 'cache-control': 'private, no-store' } });
};
