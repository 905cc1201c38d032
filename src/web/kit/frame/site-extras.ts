/** A link that staff chose, in the language of the reader where it is written in it. */
export interface ExtraLink {
  id: number;
  label: string;
  /** Its language, where it is not the reader's. */
  lang: string | undefined;
  href: string;
}

/** What staff chose to stand in the frame of public pages behind what is built in. */
export interface SiteExtras {
  menu: readonly ExtraLink[];
  /** Links of the foot under their headings. */
  foot: readonly { id: number; title: string; lang: string | undefined; links: readonly ExtraLink[] }[];
  /** The library elsewhere on the web. */
  accounts: readonly ExtraLink[];
}
