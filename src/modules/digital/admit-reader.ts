import type { Ctx } from '#platform/context';
import { admitToAttachment, type AttachmentRow } from '#modules/catalog';

/** Whether the actor may read a file now. Refuses what the access rule of the file refuses. */
export const admitReader = (ctx: Ctx, attachment: AttachmentRow): Promise<void> => admitToAttachment(ctx, attachment);
