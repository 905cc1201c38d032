import type { LinkPlace } from '#modules/city/site/client';

/** A link as its list shows it to whoever chooses. */
export interface LinkLine {
  id: number;
  label: string;
  labelEn: string;
  href: string;
  /** The value of what it leads to among the choices; empty: an address of its own, nothing, or what is there no more. */
  to: string;
  /** It stands over those that follow and leads nowhere. */
  heading: boolean;
  /** What it led to was taken away for good. */
  gone: boolean;
  /** Where it leads, in words. */
  whither: string;
  /** Nobody sees what it leads to. */
  hidden: boolean;
  /** What it leads to, where that is not among the choices of its place. */
  kept: readonly { value: string; label: string }[];
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
