import { saveOwnLetters, viewOwnLetters } from '#modules/city/subscriptions';
import { listOwnConsents } from '#modules/people/members';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { lettersIn, letterChoices, letterWording } from '#web/features/subscriptions/letters-view.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const { email, hasPhone, letters, waiting } = await viewOwnLetters(ctx);
  return {
    ...(await letterChoices(ctx)),
    // where they have confirmed, which may be another mailbox than the one on the record
    ...{ email: letters?.email ?? email, waiting: waiting !== null, wording: await letterWording(ctx) },
    isChild: (await listOwnConsents(ctx)).speaker === 'guardian',
    chosen: [...new Set([...(letters?.topicIds ?? []), ...(waiting ?? [])])],
    language: letters?.language ?? ctx.locale,
    libraryId: letters?.libraryId ?? null,
    reading: letters?.reading ?? null,
    // asked of whoever gets letters already
    byWhatsapp: hasPhone && letters !== null && letters.topicIds.length > 0 ? letters.byWhatsapp : null,
    stopped: letters !== null && letters.stopped !== null,
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, services, values, data }) => {
    const outcome = await saveOwnLetters(ctx, services.secrets, {
      ...lettersIn(values, data),
      reading: values.reading === 'ya',
      byWhatsapp: values.byWhatsapp === 'ya',
    });
    return outcome === 'asked' ? m.subscriptions_own_asked() : m.subscriptions_prefs_saved();
  }),
};
