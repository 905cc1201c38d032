import { can } from '#platform/authorize';
import type { LayoutServerLoad } from './$types';

/** Which parts of the notices this person sees. */
export const load: LayoutServerLoad = ({ locals: { ctx } }) => ({
  parts: {
    send: can(ctx.actor, 'notices.send'),
    manage: can(ctx.actor, 'notices.manage'),
    channels: can(ctx.actor, 'notices.manage', null),
  },
});
