import { z } from 'zod';
import { listAccounts, minutesLocked } from '#modules/ground/identity';
import { listLibraries, zoneOf } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { decodeCursor, toPage } from '#platform/requests/http';
import { formatInstant } from '#shared/dates';
import { placeName, roleName } from '#web/features/identity/identity-views.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'accounts.manage' };

const PAGE = 50;

export const load: PageServerLoad = async ({ locals, url }) => {
  const { ctx } = locals;
  const q = url.searchParams.get('q') ?? '';
  const wanted = url.searchParams.get('keadaan');
  const status = wanted === 'active' || wanted === 'disabled' ? wanted : undefined;
  const after = decodeCursor(url.searchParams.get('sesudah') ?? undefined, z.tuple([z.string(), z.number()]));
  const rows = await listAccounts(ctx, {
    q: q || undefined,
    status,
    after: after && { fullName: after[0], id: after[1] },
    limit: PAGE,
  });
  const page = toPage(rows, PAGE, (row) => [row.fullName, row.id]);
  const [libraries, zone] = [await listLibraries(ctx), await zoneOf(ctx)];
  const more = new URLSearchParams({ q, keadaan: status ?? '', sesudah: page.next ?? '' });
  return {
    q,
    status: status ?? '',
    next: page.next ? `?${more}` : null,
    accounts: page.data.map((account) => ({
      id: account.id,
      fullName: account.fullName,
      username: account.username,
      home: placeName(libraries, account.homeLibraryId),
      roles: account.grants.map((grant) => ({
        id: grant.id,
        name: roleName({ nameId: grant.roleNameId, nameEn: grant.roleNameEn }, ctx.locale),
        where: placeName(libraries, grant.libraryId),
      })),
      active: account.status === 'active',
      locked: minutesLocked(account.lockedUntil, ctx.clock.now()) !== null,
      lastSignIn: account.lastSignInAt && formatInstant(account.lastSignInAt, zone, ctx.locale, 'medium'),
    })),
  };
};
