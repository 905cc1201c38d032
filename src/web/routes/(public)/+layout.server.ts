import { takeFlash } from '#web/flash.server.ts';
import { publicShell } from '#web/shell.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, cookies }) => ({
  ...(await publicShell(locals.ctx)),
  flash: takeFlash(cookies),
});
