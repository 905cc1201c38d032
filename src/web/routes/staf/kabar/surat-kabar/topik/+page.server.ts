import { addTopic, archiveTopic, changeTopic, restoreTopic, viewTopics } from '#modules/city/subscriptions';
import { listOpenLibraries, nameLibraries } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { isTold } from '#shared/small-counts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idIn, idOrNull, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'news.send' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const libraryOf = await nameLibraries(ctx);
  const libraries = (await listOpenLibraries(ctx)).filter(({ id }) => can(ctx.actor, 'news.send', id));
  return {
    topics: (await viewTopics(ctx)).map(({ subscribers, libraryId, name, about, ...topic }) => ({
      ...topic,
      ...{ nameId: name.id, nameEn: name.en, aboutId: about.id, aboutEn: about.en },
      note: [
        libraryId === null ? m.subscriptions_of_network() : libraryOf(libraryId).name,
        m.subscriptions_topic_subscribers({
          count: isTold(subscribers) ? subscribers.toLocaleString(ctx.locale) : m.subscriptions_few(),
        }),
      ].join(' · '),
      mayEdit: can(ctx.actor, 'news.send', libraryId),
    })),
    libraries: libraries.map(({ id, name }) => ({ value: id, label: name })),
    mayNetwork: can(ctx.actor, 'news.send', null),
  };
};

const wordsOf = ({ nameId = '', nameEn = '', aboutId = '', aboutEn = '' }: Record<string, string>) => ({
  ...{ nameId, nameEn, aboutId, aboutEn },
});

export const actions: Actions = {
  add: formAction({ form: 'add' }, async ({ ctx, values }) => {
    await addTopic(ctx, idOrNull(values, 'libraryId'), wordsOf(values));
    return m.subscriptions_topic_added();
  }),
  change: formAction({ form: 'change' }, async ({ ctx, values }) => {
    await changeTopic(ctx, idIn(values), { ...wordsOf(values), version: versionIn(values) });
    return m.subscriptions_topic_changed();
  }),
  archive: formAction({ form: 'archive' }, async ({ ctx, values }) => {
    await archiveTopic(ctx, idIn(values), versionIn(values));
    return m.subscriptions_topic_archived();
  }),
  restore: formAction({ form: 'restore' }, async ({ ctx, values }) => {
    await restoreTopic(ctx, idIn(values), versionIn(values));
    return m.subscriptions_topic_restored();
  }),
};
