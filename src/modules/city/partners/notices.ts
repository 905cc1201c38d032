import type { NoticeKind } from '#modules/people/notifications';
import { partnerPageLink } from './pages/page-notices.ts';

/** What partners are told. */
export const notices = [partnerPageLink] as const satisfies readonly NoticeKind[];
