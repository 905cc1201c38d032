import { networkZone } from '#modules/ground/libraries';
import { listMessages } from '#modules/learning/classes';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import { formatInstant } from '#shared/dates';

/** What was said to a class and to its pupils, in words, for its teachers. */
export async function messagesView(ctx: Ctx, classId: number) {
  const zone = await networkZone(ctx.db);
  const when = (at: Date): string => formatInstant(at, zone, ctx.locale, 'medium');
  return (await listMessages(ctx, classId)).map((one) => ({
    ...{ id: one.id, words: one.words, isOwn: one.isOwn, version: one.version },
    to: one.pupil === null ? m.classes_message_to_all() : m.classes_message_to_one({ name: one.pupil }),
    about: [
      m.classes_message_by({ name: one.byName, at: when(one.at) }),
      ...(one.changedAt ? [m.classes_message_changed({ at: when(one.changedAt) })] : []),
    ].join(' · '),
  }));
}
export type MessageViews = Awaited<ReturnType<typeof messagesView>>;
