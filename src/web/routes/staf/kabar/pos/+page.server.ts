import { listPosts } from '#modules/city/posts';
import { POST_STATES, type PostState } from '#modules/city/posts/client';
import { nameLibraries } from '#modules/ground/libraries';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { fateLook, fateWord, kindsShort, POSTS, whenLine } from '#web/features/posts/post-words.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['news.edit', 'posts.send'] };

const PER_PAGE = 50;
const stateAsked = (asked: string | null): PostState | undefined => POST_STATES.find((state) => state === asked);

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const state = stateAsked(url.searchParams.get('tampil'));
  const cursor = url.searchParams.get('lanjut') ?? undefined;
  const { data, next } = await listPosts(ctx, { state, cursor, limit: PER_PAGE });
  const libraryOf = await nameLibraries(ctx);
  const on = new URLSearchParams(url.searchParams);
  if (next !== null) on.set('lanjut', next);
  return {
    state: state ?? '',
    states: POST_STATES.map((one) => ({ value: one, label: fateWord(one) })),
    newHref: localizeHref(`${POSTS}/baru`),
    posts: data.map(({ id, title, libraryId, fates, sendOn, sendMinute }) => ({
      ...{ id, title, href: localizeHref(`${POSTS}/${id}`), library: libraryOf(libraryId).name },
      when: whenLine(sendOn, sendMinute, ctx.locale),
      fates: fates.map(({ fate, kinds }) => ({ ...fateLook(fate), kinds: kindsShort(kinds) })),
    })),
    next: next === null ? null : `?${on}`,
  };
};
