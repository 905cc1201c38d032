import type { StaffTab, Workplace } from '#platform/places';
import type { IconName } from '#web/kit/parts/icons.ts';

/** How much waits somewhere for somebody to act on, and whether the time of some of it is past or ends today. */
export interface Waited {
  count: number;
  urgent: boolean;
}

/** A page of the staff house; its address without a language. */
export interface StaffPage {
  href: string;
  label: string;
  waits: Waited;
  /** It is of the whole network, whichever library is chosen. */
  network: boolean;
}
export interface StaffTabView {
  key: StaffTab;
  name: string;
  pages: StaffPage[];
  waits: Waited;
}

export interface StaffWorkplace {
  key: Workplace;
  name: string;
  icon: IconName;
  /** A little space stands before it. */
  gap: boolean;
  /** Where it leads: the tab that was used last, at first the one that stands first. */
  href: string;
  tabs: StaffTabView[];
  waits: Waited;
}

/** Where an address stands on the map. */
export interface Standing {
  workplace: StaffWorkplace;
  tab: StaffTabView | null;
  page: StaffPage | null;
}

/** The longest address that fits is where we are: `/staf/katalog/impor` is not also `/staf/katalog`. Null for what stands on no map. */
export function standing(map: readonly StaffWorkplace[], here: string): Standing | null {
  const fitting = map
    .flatMap((workplace) => workplace.tabs.flatMap((tab) => tab.pages.map((page) => ({ workplace, tab, page }))))
    .filter(({ page }) => here === page.href || here.startsWith(`${page.href}/`))
    .toSorted((a, b) => b.page.href.length - a.page.href.length)[0];
  if (fitting) return fitting;
  const today = map.find(({ href }) => href === here);
  return today ? { workplace: today, tab: null, page: null } : null;
}
