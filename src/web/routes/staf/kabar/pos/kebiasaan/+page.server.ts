import { getHabit, saveHabit } from '#modules/city/posts';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { timeValue } from '#web/features/posts/post-form.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idAsked, idIn, minuteIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'news.edit' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const { library: desk, libraries } = await findDesk(ctx, ['news.edit']);
  const asked = idAsked(url.searchParams.get('perpustakaan'));
  const library = libraries.find(({ id }) => id === asked) ?? desk;
  const { hashtags, minute, version } = await getHabit(ctx, library.id);
  return {
    ...{ library: library.id, name: library.name, version },
    libraries: libraries.map((one) => ({ value: one.id, label: one.name })),
    values: { hashtags: hashtags.join('\n'), minute: timeValue(minute) },
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, values }) => {
    const hashtags = (values.hashtags ?? '').split(/\s+/).filter((tag) => tag !== '');
    const habit = { hashtags, minute: minuteIn(values, 'minute'), version: versionIn(values) };
    await saveHabit(ctx, idIn(values, 'library'), habit);
    return m.posts_habit_saved();
  }),
};
