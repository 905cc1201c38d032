import { enrolKiosk } from '#modules/lending/self-service';
import type { PageAccess } from '#platform/rights/access';
import { keepKioskToken } from '#web/features/self-service/parts/kiosk-device.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions } from './$types';

export const _access: PageAccess = { secret: 'the code of the kiosk' };

export const actions: Actions = {
  default: formAction(async ({ ctx, cookies, url, event, values: { code = '' } }) => {
    const { token } = await enrolKiosk(ctx, { code, ip: event.getClientAddress() });
    keepKioskToken(cookies, url, token);
    return done(null, '/kios');
  }),
};
