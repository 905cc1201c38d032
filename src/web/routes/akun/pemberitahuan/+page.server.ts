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
import type { PageAccess } from '#platform/rights/access';
import { formatDate, formatMinute, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { describeDevice } from '#web/features/identity/parts/describe-device.server.ts';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { choicesOf, offeredChannels, ownChoices } from '#web/features/notifications/parts/choices-form.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

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

const refused = ({ message }: FormRefusal) => ({ message });

export const actions: Actions = {
  save: formAction({ refused }, async ({ ctx, data }) => {
    await saveOwnChoices(ctx, choicesOf(data));
    return m.notice_own_saved();
  }),
  addDevice: formAction({ refused }, async ({ ctx, services, event, values }) => {
    const { endpoint = '', p256dh = '', auth = '' } = values;
    const device = describeDevice(event.request.headers.get('user-agent')) ?? m.notice_own_push_unknown_device();
    await addDevice(ctx, services, { endpoint, keys: { p256dh, auth }, device });
    return m.notice_own_push_added();
  }),
  removeDevice: formAction({ refused }, async ({ ctx, values }) => {
    await removeDevice(ctx, idIn(values));
    return m.notice_own_push_removed();
  }),
  telegram: formAction({ refused }, async ({ ctx, services }) => ({ telegram: await makeTelegramLink(ctx, services) })),
  unlinkTelegram: formAction({ refused }, async ({ ctx }) => {
    await unlinkTelegram(ctx);
    return m.notice_own_telegram_unlinked();
  }),
};
