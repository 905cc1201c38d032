import type { Clock } from '#platform/clock';
import { readConfig } from '#platform/config';
import type { Ctx } from '#platform/context';
import { createMailer } from '#platform/sending/mail';
import { makeSecrets } from '#platform/rights/secrets';
import type { Db } from '#platform/database/db';
import { sealSecret } from './channels/channel-settings.ts';
import type { Channel } from './client.ts';
import { notices } from '#contributed/notices';
import { loanDue } from '#modules/lending/circulation/notices';
import { gatherNotices } from './notice-kind.ts';
import { notify, type NoticeInput } from './notify.ts';
import { planDeliveries } from './outbox/plan-deliveries.ts';
import { sendDeliveries } from './outbox/send-deliveries.ts';
import { sendToGuests } from './guests/send-to-guests.ts';

export { prepareChannels } from './channels/channel-settings.ts';
export { planDeliveries } from './outbox/plan-deliveries.ts';
export { sendDeliveries } from './outbox/send-deliveries.ts';
export { saveFailedMessage } from './outbox/save-failed-message.ts';
export { type GuestNotice } from './guests/tell-guest.ts';
export { readTelegram } from './channels/read-telegram.ts';
export { hearWhatsapp } from './channels/whatsapp-webhook.ts';
export { tidyNotices } from './jobs.ts';
export { personalData as noticesPersonalData } from './personal-data.ts';
export { getDelivery } from './outbox/list-deliveries.ts';

/** Tells a member about loans that are due today. */
export async function tellDue(
  ctx: Ctx,
  member: { id: number; homeLibraryId: number },
  titles: readonly string[],
  more: Partial<Pick<NoticeInput<unknown>, 'about' | 'expiresAt' | 'libraryId'>> = {},
): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    for (const title of titles) {
      await notify(trx, ctx, loanDue, {
        memberId: member.id,
        libraryId: member.homeLibraryId,
        params: { title, barcode: 'B00000001', dueAt: '2026-11-25T16:59:59Z' },
        key: `${member.id}:${title}:due`,
        ...more,
      });
    }
  });
}

/** What words of notices need: the kinds that the modules contribute, as a running server has them, and an address. */
export const noticeNeeds = {
  notices: gatherNotices(notices),
  config: { ...readConfig({ OUTGOING_HOSTS: '127.0.0.1' }), publicUrl: 'https://perpus.example.org' },
};

/** The keys of a test's installation. */
export const testSecrets = makeSecrets('k1', new Map([['k1', Buffer.alloc(32, 7)]]));

/** Sets how a channel is reached, as the settings page does. */
export async function setUpChannel(
  db: Db,
  channel: Channel,
  parts: { config?: object; secrets?: Record<string, string>; enabled?: boolean },
): Promise<void> {
  const row = await db.selectFrom('noticeChannel').selectAll().where('channel', '=', channel).executeTakeFirstOrThrow();
  const merged = (old: unknown, more: object = {}): string =>
    JSON.stringify({ ...(typeof old === 'object' ? old : {}), ...more });
  await db
    .updateTable('noticeChannel')
    .set({
      enabled: parts.enabled ?? true,
      config: merged(row.config, parts.config),
      secrets: merged(
        row.secrets,
        Object.fromEntries(
          Object.entries(parts.secrets ?? {}).map(([name, plain]) => [
            name,
            sealSecret(testSecrets, channel, name, plain),
          ]),
        ),
      ),
    })
    .where('channel', '=', channel)
    .execute();
}

/** Sends what guests are to be told, as the job does it each minute, with a mail server of the test's own, or none. */
export async function deliverToGuests(t: { db: Db; clock: Clock }, smtpUrl: string | null): Promise<void> {
  await sendToGuests(needsOf(t, smtpUrl));
}

function needsOf(t: { db: Db; clock: Clock }, smtpUrl: string | null) {
  return {
    db: t.db,
    clock: t.clock,
    ...noticeNeeds,
    secrets: testSecrets,
    mailer: createMailer(smtpUrl, 'perpus@example.org'),
  };
}

/** Plans and sends what there is to tell, as the job does it each minute, with a mail server of the test's own. */
export async function deliverAll(t: { db: Db; clock: Clock }, smtpUrl: string): Promise<void> {
  const needs = needsOf(t, smtpUrl);
  await planDeliveries(needs, { atOnce: true });
  await sendDeliveries(needs);
}
