import { statfs } from 'node:fs/promises';
import { completeSetup } from '#modules/ground/identity';
import { libraryTypes, type LibraryType } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { formatInstant, HOME_ZONE } from '#shared/dates';
import { m } from '#i18n/messages';
import { setSessionCookie } from '#web/kit/frame/session.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

const GIGABYTE = 1024 ** 3;

export const load: PageServerLoad = async ({ locals }) => {
  const { config, clock, mailer } = locals.services;
  const disk = await statfs(config.dataDir);
  return {
    freeGigabytes: Math.floor((disk.bavail * disk.bsize) / GIGABYTE),
    now: formatInstant(clock.now(), HOME_ZONE, locals.ctx.locale),
    mailReady: mailer.available,
    types: libraryTypes,
  };
};

const asType = (text: string | undefined): LibraryType => libraryTypes.find((type) => type === text) ?? 'pusat';

export const actions: Actions = {
  default: formAction(async ({ ctx, cookies, url, event, values }) => {
    const session = await completeSetup(ctx, {
      code: values.setupCode ?? '',
      networkName: values.networkName ?? '',
      library: {
        name: values['library.name'] ?? '',
        code: values['library.code'] ?? '',
        type: asType(values['library.type']),
        address: values['library.address'] ?? null,
        timeZone: values['library.timeZone'] ?? HOME_ZONE,
      },
      administrator: {
        fullName: values.fullName ?? '',
        username: values.username ?? '',
        email: values.email ?? null,
        password: values.password ?? '',
        locale: ctx.locale,
      },
      ip: event.getClientAddress(),
      userAgent: event.request.headers.get('user-agent'),
    });
    setSessionCookie(cookies, url, session, ctx.clock);
    return done(m.identity_setup_done(), '/staf');
  }),
};
