import type { PageAccess } from '#platform/rights/access';
import { classList } from '#web/features/classes/class-list.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'courses.teach' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => classList(ctx);
