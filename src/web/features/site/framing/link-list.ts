import type { LinkPlace } from '#modules/city/site/client';

/** A link as its list shows it to whoever chooses. */
export interface LinkLine {
  id: number;
  label: string;
  labelEn: string;
  href: string;
  /** The value of what it leads to among the choices; empty: an address of its own, or nothing. */
  to: string;
  /** Where it leads, in words. */
  whither: string;
  /** Nobody sees what it leads to. */
  hidden: boolean;
  choices: readonly { value: string; label: string }[];
}

/** The links of a place as a page shows them. */
export interface LinkList {
  place: LinkPlace;
  version: number;
  full: boolean;
  links: LinkLine[];
  choices: readonly { value: string; label: string }[];
}

/** What an action said of a form that it refused. */
export type Refused = { form?: string; values: Record<string, string>; fields: Record<string, string> } | null;
