import { fail, redirect } from '@sveltejs/kit';
import { getOwnMember } from '#modules/people/members';
import {
  addDevice,
  getOwnChoices,
  makeTelegramLink,
  pushKey,
  removeDevice,
  saveOwnChoices,
  unlinkTelegram,
} from '#modules/people/notifications';
import type { PageAccess } from '#platform/access';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/problem';
import { formatDate, formatMinute, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { describeDevice } from '#web/features/identity/describe-device.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues } from '#web/kit/form/form-refusal.server.ts';
import { choicesOf, offeredChannels, ownChoices } from '#web/features/notifications/choices-form.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = 'member';

const HERE = '/akun/pemberitahuan';

export const load: PageServerLoad = async ({ locals: { ctx, services } }) => {
  const [view, member, key] = await Promise.all([
    getOwnChoices(ctx, services),
    getOwnMember(ctx),
    pushKey(ctx, services),
  ]);
  const { fromMinute, toMinute } = view.quiet;
  const offered = offeredChannels(view);
  return {
    groups: ownChoices(view, offered),
    offered,
    quiet:
      fromMinute === toMinute
        ? null
        : { from: formatMinute(fromMinute, ctx.locale), to: formatMinute(toMinute, ctx.locale) },
    email: view.email,
    phone: view.phone,
    byHand: !view.reach.whatsapp.open,
    telegramLinked: view.reach.telegram.address,
    pushKey: key,
    devices: view.devices.map(({ id, device, createdAt }) => ({
      id,
      device,
      since: formatDate(localDate(createdAt, member.timeZone), ctx.locale),
    })),
  };
};

/** Does it, says it, and comes back; what is refused is said on the page. */
async function act({ locals: { ctx }, cookies }: RequestEvent, done: string, work: () => Promise<void>) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return fail(error.status, { message: explainError(error, ctx.locale) });
  }
  setFlash(cookies, 'ok', done);
  return redirect(303, localizeHref(HERE));
}

export const actions: Actions = {
  save: async (event) => {
    const choices = choicesOf(await event.request.formData());
    return act(event, m.notice_own_saved(), async () => saveOwnChoices(event.locals.ctx, choices));
  },
  addDevice: async (event) => {
    const { ctx, services } = event.locals;
    const { endpoint = '', p256dh = '', auth = '' } = formValues(await event.request.formData());
    const device = describeDevice(event.request.headers.get('user-agent')) ?? m.notice_own_push_unknown_device();
    return act(event, m.notice_own_push_added(), async () =>
      addDevice(ctx, services, { endpoint, keys: { p256dh, auth }, device }),
    );
  },
  removeDevice: async (event) => {
    const { id } = formValues(await event.request.formData());
    return act(event, m.notice_own_push_removed(), async () => removeDevice(event.locals.ctx, idIn({ id })));
  },
  telegram: async ({ locals: { ctx, services } }) => {
    try {
      return { telegram: await makeTelegramLink(ctx, services) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return fail(error.status, { message: explainError(error, ctx.locale) });
    }
  },
  unlinkTelegram: async (event) =>
    act(event, m.notice_own_telegram_unlinked(), async () => unlinkTelegram(event.locals.ctx)),
};
