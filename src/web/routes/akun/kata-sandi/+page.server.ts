import { hasOwnPassword, hasOwnPin, removeOwnPassword, setOwnPassword } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
  has: await hasOwnPassword(ctx),
  hasPin: await hasOwnPin(ctx),
});

export const actions: Actions = {
  set: formAction(async ({ ctx, values: { current = '', next = '', repeated = '' } }) => {
    if (next !== repeated) throw platformErrors.invalidInput({}, { repeated: 'password_differs' });
    await setOwnPassword(ctx, { current, next });
    return done(m.members_password_saved(), '/akun');
  }),
  remove: formAction(async ({ ctx, values: { current = '' } }) => {
    await removeOwnPassword(ctx, { current });
    return done(m.members_password_removed(), '/akun');
  }),
};
