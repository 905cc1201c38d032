import type { NoticeKind } from '#modules/people/notifications';
import { partnerPromise, partnerWork } from './meetings/promise-notices.ts';
import { partnerPageLink } from './pages/page-notices.ts';

/** What people of partners, and staff who see to partners, are told. */
export const notices = [partnerPromise, partnerWork, partnerPageLink] as const satisfies readonly NoticeKind[];
