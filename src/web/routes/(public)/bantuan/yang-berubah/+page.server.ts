import { listChanges } from '#modules/city/service';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, localDate } from '#shared/dates';
import { kindName } from '#web/features/service/help/ticket-words.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
  changes: (await listChanges(ctx)).map(({ kind, text, libraryName, changedAt, timeZone }) => ({
    text,
    facts: [kindName(kind), libraryName, formatDate(localDate(changedAt, timeZone), ctx.locale)].join(' · '),
  })),
});
