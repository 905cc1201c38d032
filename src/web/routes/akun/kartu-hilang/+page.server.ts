import { redirect } from '@sveltejs/kit';
import { getOwnMember, reportOwnCardLost, withdrawOwnLoss } from '#modules/people/members';
import type { PageAccess } from '#platform/access';
import type { Ctx } from '#platform/context';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { refuseForm } from '#web/kit/form/form-refusal.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = 'member';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const { blocks, number } = await getOwnMember(ctx);
  return { number, lost: blocks.some((block) => block.kind === 'lost_card') };
};

async function act({ locals: { ctx }, cookies }: RequestEvent, work: (ctx: Ctx) => Promise<void>, said: () => string) {
  try {
    await work(ctx);
  } catch (error) {
    return refuseForm(error, ctx, {});
  }
  setFlash(cookies, 'ok', said());
  return redirect(303, localizeHref('/akun/kartu-hilang'));
}

export const actions: Actions = {
  lost: async (event) => act(event, reportOwnCardLost, m.privacy_card_reported),
  found: async (event) => act(event, withdrawOwnLoss, m.privacy_card_found_said),
};
