import { takeFlash } from '#web/flash.server.ts';
import { visitorOf } from '#web/visitor.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, cookies }) => ({
  visitor: visitorOf(locals.ctx.actor),
  flash: takeFlash(cookies),
});
