import type { PageAccess } from '#platform/rights/access';
import { teachersRoom } from '#web/features/courses/room/room.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'courses.teach' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => teachersRoom(ctx);
