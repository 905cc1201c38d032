import { getOwnMember, reportOwnCardLost, withdrawOwnLoss } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { m } from '#i18n/messages';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const { blocks, number } = await getOwnMember(ctx);
  return { number, lost: blocks.some((block) => block.kind === 'lost_card') };
};

export const actions: Actions = {
  lost: formAction({ keeps: false }, async ({ ctx }) => {
    await reportOwnCardLost(ctx);
    return m.privacy_card_reported();
  }),
  found: formAction({ keeps: false }, async ({ ctx }) => {
    await withdrawOwnLoss(ctx);
    return m.privacy_card_found_said();
  }),
};
