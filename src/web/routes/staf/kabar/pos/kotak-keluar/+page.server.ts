import { listDeliveries } from '#modules/city/posts';
import { nameLibraries } from '#modules/ground/libraries';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { fateLook, POSTS, whyOf } from '#web/features/posts/post-words.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['news.edit', 'posts.send'] };

const PER_PAGE = 50;
const TROUBLE = ['failed', 'unknown', 'stopped'] as const;
const GOING = [...TROUBLE, 'waiting', 'sending', 'retry', 'sent', 'removed'] as const;
/** What goes by itself stands as scheduled. */
const fateOfState = (state: (typeof GOING)[number]) =>
  state === 'waiting' || state === 'sending' || state === 'retry' ? 'scheduled' : state;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const all = url.searchParams.get('tampil') === 'semua';
  const cursor = url.searchParams.get('lanjut') ?? undefined;
  const { data, next } = await listDeliveries(ctx, { states: all ? GOING : TROUBLE, cursor, limit: PER_PAGE });
  const libraryOf = await nameLibraries(ctx);
  const on = new URLSearchParams(url.searchParams);
  if (next !== null) on.set('lanjut', next);
  return {
    all,
    tabs: { trouble: localizeHref(`${POSTS}/kotak-keluar`), all: localizeHref(`${POSTS}/kotak-keluar?tampil=semua`) },
    lines: data.map(({ id, postId, title, libraryId, accountName, state, code }) => ({
      ...{ id, title, account: accountName, library: libraryOf(libraryId).name, why: whyOf(code) },
      href: localizeHref(`${POSTS}/${postId}#kirim-${id}`),
      fate: fateLook(fateOfState(GOING.find((one) => one === state) ?? 'waiting')),
    })),
    next: next === null ? null : `?${on}`,
  };
};
