import type { NoticeKind } from '#modules/people/notifications';
import { partnerPromise, partnerWork } from './meetings/promise-notices.ts';

/** What people of partners, and staff who see to partners, are told. */
export const notices = [partnerPromise, partnerWork] as const satisfies readonly NoticeKind[];
