import { placeHold } from '#modules/lending/circulation';
import type { Hold } from '#modules/lending/circulation/client';
import type { Ctx } from '#platform/context';
import { m } from '#i18n/messages';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { pickupOf } from '#web/features/circulation/parts/pickup-places.server.ts';

/** Places what a form of the desk says: `bibId`, `pickup`, and a `reason` where the rules would refuse. */
export const placeFor = async (ctx: Ctx, memberNumber: string, values: Record<string, string>): Promise<Hold> =>
  placeHold(ctx, {
    memberNumber,
    bibId: idIn(values, 'bibId'),
    ...pickupOf(values.pickup),
    override: values.reason?.trim() ? { reason: values.reason } : null,
  });

/** What is said then. */
export const placedInWords = (hold: Hold): { title: string; text: string } => ({
  title: m.hold_desk_placed({ position: hold.position ?? 1 }),
  text: m.hold_desk_placed_text({ title: hold.title, name: hold.memberName, library: hold.pickupLibrary.name }),
});
