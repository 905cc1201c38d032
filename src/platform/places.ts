import type { Ctx } from './context.ts';
import type { PermissionCode } from './rights/permissions.ts';
import type { Services } from './services.ts';

/** Words in the language that is asked for, or in that of the reader. */
export type Label = (inputs?: Record<string, never>, options?: { locale?: 'id' | 'en' }) => string;

/** The workplaces of staff, in fixed order. One stands in the rail when a page in it is open to who looks. */
export const WORKPLACES = [
  'today',
  'desk',
  'members',
  'collection',
  'programs',
  'learning',
  'news',
  'service',
  'partners',
  'reports',
  'settings',
] as const;
export type Workplace = (typeof WORKPLACES)[number];

/** The tabs of the workplaces, in fixed order; several pages may stand in one. */
export const STAFF_TABS = [
  'desk/circulation',
  'desk/holds',
  'desk/overdue',
  'desk/visits',
  'desk/rooms',
  'desk/cash',
  'desk/bulk',
  'members/members',
  'members/applicants',
  'members/classes',
  'members/letters',
  'members/notices',
  'members/privacy',
  'collection/catalog',
  'collection/acquisition',
  'collection/serials',
  'collection/stocktake',
  'collection/printing',
  'collection/transfer',
  'programs/programs',
  'programs/proposals',
  'programs/boards',
  'programs/questionnaires',
  'programs/plans',
  'programs/certificates',
  'learning/courses',
  'learning/classes',
  'learning/competences',
  'learning/study-hours',
  'news/calendar',
  'news/news',
  'news/campaigns',
  'news/posts',
  'news/letters',
  'news/site',
  'news/collections',
  'news/posters',
  'news/links',
  'service/enquiries',
  'service/complaints',
  'service/answers',
  'service/satisfaction',
  'service/reviews',
  'service/promises',
  'partners/partners',
  'partners/agreements',
  'partners/contributions',
  'partners/volunteers',
  'reports/dashboard',
  'reports/shelf',
  'reports/national',
  'reports/trace',
  'settings/libraries',
  'settings/policies',
  'settings/staff',
  'settings/network',
  'settings/system',
] as const satisfies readonly `${Workplace}/${string}`[];
export type StaffTab = (typeof STAFF_TABS)[number];

/** What is done at a page, for "Pergi ke…". */
export interface StaffAct {
  /** Who may do it; left out: whoever may come to the page. */
  readonly may?: PermissionCode;
  readonly href: string;
  readonly label: Label;
  readonly words: readonly string[];
  /** It is done at the library where somebody works, though the place is one for all libraries. */
  readonly atWork?: true;
}

/** What waits somewhere for somebody to act on. */
export interface Waiting {
  count: number;
  /** Since when the one that waits longest; null = nothing waits, or nobody knows. */
  since: Date | null;
  /** By when the first of them is to be done, where there is such a time: what is past it or of today is urgent. */
  due?: Date | null;
}

/** What waits at a page for somebody to act on. */
export interface Waits {
  /** Who may act there. */
  readonly may: PermissionCode;
  /** The right without which its page does not list them at that library. */
  readonly listed?: PermissionCode;
  /** At the library of the desk, which its page shows; left out: at every library where they may, as its page lists them. */
  readonly at?: 'desk';
  /** It is of members: who serves those of their own school alone is told no number. */
  readonly ofMembers?: true;
  /** A line that says so: "3 pendaftaran menunggu keputusan". */
  readonly says: (inputs: { count: number }) => string;
  /** What one does about it: "Periksa". */
  readonly does: Label;
  /** Where it is done; left out: at the page of the place. */
  readonly href?: string;
  /** How many and since when, at these libraries; null: in the whole network. Asked only for who may act there. */
  count(ctx: Ctx, libraryIds: readonly number[] | null): Promise<Waiting>;
}

/** A page for staff that a module contributes to the map. */
export interface StaffPlace {
  /** Of a page of ours without parameters: whoever may come to it, by what the page declares, sees the place. */
  readonly href: string;
  /** Where it stands; pages of one tab stand beside each other, in the order in which modules build. */
  readonly at: StaffTab;
  /** The tab leads here, whichever module builds first. */
  readonly leads?: true;
  /** What it shows is one for all libraries: it says so, and the library where somebody works rules nothing there. */
  readonly network?: true;
  readonly label: Label;
  /** By which other words it is found: everyday ones of both languages, and those of SLiMS and INLISLite. */
  readonly words: readonly string[];
  readonly acts?: readonly StaffAct[];
  readonly waits?: readonly Waits[];
}

/** What a new network does first, in fixed order. */
export const FIRST_STEPS = [
  'hours',
  'holidays',
  'book',
  'import',
  'member',
  'printing',
  'colleagues',
  'mail',
  'backup',
] as const;
export type FirstStepKey = (typeof FIRST_STEPS)[number];

/** A first step that a module contributes. */
export interface FirstStep {
  readonly key: FirstStepKey;
  readonly label: Label;
  /** What it is good for. */
  readonly note: Label;
  /** Where it is done, and how one goes there; left out: not at a page, the note says how. */
  readonly goes?: { readonly href: string; readonly label: Label };
  /** What is there when it is done: "Sudah ada judul di katalog". */
  readonly says: Label;
  /** Whether it is done, seen by what is there. */
  isDone(ctx: Ctx, services: Pick<Services, 'config' | 'mailer'>): Promise<boolean>;
}

/** The groups of a member's account, in fixed order. */
export const ACCOUNT_GROUPS = ['loans', 'reading', 'activities', 'self'] as const;

/** A page in a member's account that a module contributes. */
export interface AccountPlace {
  readonly href: string;
  readonly group: (typeof ACCOUNT_GROUPS)[number];
  readonly label: Label;
}
