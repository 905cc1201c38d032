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

/** An address, a mailbox, a handle, or so many figures that they are a telephone number. */
const CONTACT = /https?:|www\.|\S@\S|(?:^|\s)@\w|\b[\w-]+\.(?:com|net|org|id|me|io|xyz)\b|\d(?:[\s.()-]?\d){7,}/i;

/** Whether words tell how somebody is reached: children are not led out of a lesson. */
export const tellsContact = (text: string): boolean => CONTACT.test(text);
