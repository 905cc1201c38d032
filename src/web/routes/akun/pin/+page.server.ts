import { changeOwnPin, hasOwnPin } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({ has: await hasOwnPin(ctx) });

export const actions: Actions = {
  default: formAction(async ({ ctx, values: { currentPin = '', newPin = '', repeated = '' } }) => {
    if (newPin !== repeated) throw platformErrors.invalidInput({}, { repeated: 'pin_not_repeated' });
    await changeOwnPin(ctx, { currentPin, newPin });
    return done(m.members_pin_changed(), '/akun');
  }),
};
