/**
 * Headings of persons and bodies. Indonesian names are entered under their first element (SK Kepala Perpustakaan
 * Nasional 20/2005), names with a family name (marga, foreign surname) under that family name.
 */
import type { NameEntry, Sources } from './facts.ts';

export interface NameHeading {
  /** p person, c corporate body, j jurisdiction. */
  kind: string;
  name: string;
  titles: string;
  dates: string;
}

/** The heading as one string: the key of its authority. */
export const headingLabel = (heading: NameHeading): string =>
  [heading.name, heading.titles, heading.dates].filter((part) => part !== '').join(', ');

export const toHeading = ({ kind, name, titles, dates }: NameEntry): NameHeading => ({ kind, name, titles, dates });

/** `Ahmad Tohari` gives `Tohari, Ahmad`; a name of one word, or with a comma already, gives null. */
export function invertName(name: string): string | null {
  const words = name.split(' ');
  const last = words.pop();
  if (words.length === 0 || last === undefined || name.includes(',')) return null;
  return `${last}, ${words.join(' ')}`;
}

/** `Orwell, George` gives `George Orwell`; `Qarni, Aidh al-` gives `Aidh al-Qarni`; a name without a comma gives null. */
export function uninvertName(name: string): string | null {
  const [last, first] = name.split(', ');
  if (last === undefined || first === undefined) return null;
  return first.endsWith('-') ? `${first}${last}` : `${first} ${last}`;
}

export interface NameResolver {
  /** The heading for a name as the facts write it. */
  author: (form: string) => NameHeading;
  /** The heading when a subject term is a person or body, else null. */
  subject: (term: string) => NameHeading | null;
}

export function createNameResolver(sources: Sources): NameResolver {
  const authors = new Map<string, NameHeading>();
  const subjects = new Map<string, NameHeading>();
  for (const { form, heading, kind } of sources.headings) {
    authors.set(form, { kind, name: heading, titles: '', dates: '' });
  }
  for (const entry of sources.names) {
    const heading = toHeading(entry);
    for (const form of [entry.name, ...entry.forms]) authors.set(form, heading);
    for (const term of [entry.name, headingLabel(heading), ...entry.forms, ...entry.variants])
      subjects.set(term, heading);
  }
  return {
    author(form) {
      const known = authors.get(form);
      if (known) return known;
      const last = form.split(' ').at(-1) ?? form;
      const inverted = sources.familyNames.has(last) ? invertName(form) : null;
      return { kind: 'p', name: inverted ?? form, titles: '', dates: '' };
    },
    subject: (term) => subjects.get(term) ?? null,
  };
}
