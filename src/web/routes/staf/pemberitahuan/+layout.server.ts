import { can, canAnywhere } from '#platform/authorize';
import type { LayoutServerLoad } from './$types';

/** Which parts of the notices this person sees. */
export const load: LayoutServerLoad = ({ locals: { ctx } }) => ({
  parts: {
    send: canAnywhere(ctx.actor, 'notices.send'),
    manage: canAnywhere(ctx.actor, 'notices.manage'),
    channels: can(ctx.actor, 'notices.manage', null),
  },
});
