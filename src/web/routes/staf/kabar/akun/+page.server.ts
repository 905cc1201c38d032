import { listManagedAccounts } from '#modules/city/channels';
import { nameLibraries, networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, localDate } from '#shared/dates';
import { ACCOUNTS, kindName, standing } from '#web/features/channels/account-words.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'channels.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const archived = url.searchParams.get('tampil') === 'arsip';
  const accounts = await listManagedAccounts(ctx, { archived });
  const libraryOf = await nameLibraries(ctx);
  const today = localDate(ctx.clock.now(), await networkZone(ctx.db));
  return {
    archived,
    newHref: localizeHref(`${ACCOUNTS}/baru`),
    tabs: { live: localizeHref(ACCOUNTS), archived: localizeHref(`${ACCOUNTS}?tampil=arsip`) },
    accounts: accounts.map((account) => ({
      id: account.id,
      name: account.name,
      href: localizeHref(`${ACCOUNTS}/${account.id}`),
      kind: kindName(account.kind),
      library: account.libraryId === null ? m.channels_whole_network() : libraryOf(account.libraryId).name,
      standing: standing(account, today),
      until: account.expiresOn === null ? m.channels_until_none() : formatDate(account.expiresOn, ctx.locale, 'medium'),
    })),
  };
};
