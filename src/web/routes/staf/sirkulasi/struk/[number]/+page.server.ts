import { error } from '@sveltejs/kit';
import { makeReceipt, sendReceipt } from '#modules/lending/circulation';
import { channelsTo } from '#modules/people/notifications';
import type { PageAccess } from '#platform/rights/access';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { DeliveryChannel } from '#modules/people/notifications/client';
import { channelName } from '#web/features/notifications/parts/notice-words.ts';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { dueInWords } from '#web/features/circulation/desk/due-words.server.ts';
import { instantAsked } from '#web/kit/form/read-fields.server.ts';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['loans.check_out', 'loans.check_in'] };

const sinceOf = (url: URL): Date => {
  const time = instantAsked(url.searchParams.get('sejak'));
  if (time === null) error(404, m.error_circulation_receipt_empty());
  return time;
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { ctx, library } = await findDesk(locals.ctx);
  const receipt = await makeReceipt(ctx, { memberNumber: params.number, since: sinceOf(url) });
  const channels = await channelsTo(locals.services, receipt.memberId, 'receipts');
  return {
    library: { name: library.name, address: library.address, phone: library.phone },
    at: formatInstant(receipt.at, library.timeZone, ctx.locale),
    name: receipt.memberName,
    number: receipt.memberNumber,
    sendTo: addressInWords(channels, receipt.email),
    groups: [
      { title: m.receipt_borrowed(), kinds: ['loan', 'renewal'] },
      { title: m.receipt_returned(), kinds: ['return'] },
    ].map(({ title, kinds }) => ({
      title,
      lines: receipt.lines
        .filter((line) => kinds.includes(line.kind))
        .map((line) => ({
          key: `${line.kind}-${line.id}-${line.at.getTime()}`,
          title: line.title,
          barcode: line.itemBarcode,
          due: line.kind === 'return' ? null : dueInWords(line, ctx),
        })),
    })),
    backHref: localizeHref(
      `/staf/sirkulasi?anggota=${encodeURIComponent(params.number)}&sejak=${sinceOf(url).getTime()}`,
    ),
    nextHref: localizeHref('/staf/sirkulasi'),
  };
};

/** Where a receipt would go, in words; null = nothing reaches the member by itself. */
function addressInWords(channels: readonly DeliveryChannel[], email: string | null): string | null {
  const words = channels.flatMap((channel) =>
    channel === 'phone' ? [] : [channel === 'email' && email !== null ? email : channelName(channel)],
  );
  return words.length === 0 ? null : words.join(', ');
}

export const actions: Actions = {
  send: deskAction(
    { refused: ({ message }) => ({ sent: false, message }) },
    async ({ ctx, library, services, params, url, values: { to = '' } }) => {
      const receipt = { memberNumber: params.number, since: sinceOf(url), libraryId: library.id };
      await sendReceipt(ctx, services.jobs, receipt);
      return { sent: true, message: m.receipt_sent({ to }) };
    },
  ),
};
