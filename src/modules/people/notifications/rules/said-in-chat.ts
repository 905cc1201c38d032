/**
 * What somebody said in a chat. `code`: one that links the chat; `command`: to the bot itself; `words`: for the library; `file`: something without a
 * word that a person may believe we read (a picture, a voice).
 */
export interface Said {
  says: 'code' | 'command' | 'words' | 'file';
  /** The carrier's id of the message, the same each time that it is heard. */
  key: string;
  /** The chat, or the number in international form. */
  sender: string;
  name: string;
  words: string;
  /** A file came with the words. */
  hasFile: boolean;
  /** Sent together with others, of which one has the words; null: alone. */
  album: string | null;
  language: 'id' | 'en';
}

/** Pictures without a word of an album say nothing beside the one with the words. */
export function besideWords(all: readonly Said[]): Said[] {
  const spoken = new Set(all.flatMap(({ says, album }) => (says === 'words' && album !== null ? album : [])));
  return all.filter(({ says, album }) => says !== 'file' || album === null || !spoken.has(album));
}

/** Nobody types so much, and no carrier delivers it. */
const MOST = 20_000;
/** A database takes no NUL, and what else steers machines says nothing. */
const CONTROL = /(?![\t\n])\p{Cc}/gu;

/** Words as they can be kept, cut at a number of letters. */
export function keptWords(text: string, most = MOST): string {
  const plain = text
    .slice(0, most * 2)
    .replace(/\r\n?/g, '\n')
    .replace(CONTROL, '')
    .trim();
  return plain.slice(0, most).toWellFormed().trim();
}
