/** What becomes of what somebody says to the others of a group: it waits to be looked at, is shown, or is not. */
export const POST_STATES = ['waiting', 'shown', 'hidden'] as const;
export type PostState = (typeof POST_STATES)[number];

/** What another of the group said. */
export interface ShownPost {
  id: number;
  /** They are called by it, never by a name. */
  number: number;
  text: string;
}

/** An address, a mailbox or a handle. */
const ADDRESS = /https?:|www\.|\S@\S|(?:^|\s)@\w/i;
/** A name of the internet: what begins with a capital after the dot is the next sentence. */
const DOMAIN = /\b[\w-]+\.(?:com|net|org|id|me|io|xyz)\b/;
/** So many figures that they are a telephone number. */
const NUMBER = /\d(?:[\s.()-]{0,3}\d){8,}/;
/** Figures that call nobody: years, days, ISBNs and large numbers, where no other figures stand at them. */
const NO_NUMBER = [
  /(?<![\d+][\s.()-]{0,3})(?:(?:1[5-9]|20)\d\d[\s.()-]{0,3})+(?![\s.()-]{0,3}\d)/g,
  /(?<![\d+][\s.()-]{0,3})\d{1,2}[./-]\d{1,2}[./-](?:1[5-9]|20)\d\d(?!\d)/g,
  /\b97[89](?:[\s-]?\d){10}(?!\d)/g,
  /\bISBN[\s:]*\d(?:[\s-]?\d){8}[\s-]?[\dX](?!\d)/gi,
  /(?<![\d+.])[1-9]\d{0,2}(?:\.\d{3})+(?![\d.]*\d)/g,
];

/** Whether words tell how somebody is reached: children are not led out of a lesson. */
export const tellsContact = (text: string): boolean => {
  const left = NO_NUMBER.reduce((rest, one) => rest.replaceAll(one, ' – '), text);
  return ADDRESS.test(text) || DOMAIN.test(text) || NUMBER.test(left);
};
