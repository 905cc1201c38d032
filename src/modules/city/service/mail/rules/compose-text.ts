/** What is said beside a text: of files that were not taken, and of what was cut off. */
export interface TextWords {
  /** Where there is none. */
  empty: string;
  /** Lines after the text. */
  notes: readonly string[];
  /** After a text that was too long. */
  cut: string;
}

const firstFree = (text: string, most: number): string => {
  const cut = text.slice(0, most);
  const atWord = cut.lastIndexOf(' ');
  // half of a pair of surrogates is no character
  return (atWord > most - 100 ? cut.slice(0, atWord) : cut).replace(/[\uD800-\uDBFF]$/u, '').trimEnd();
};

/** The text of a message within so many letters; what it says beside stays whole. */
export function composeText(text: string, { empty, notes, cut }: TextWords, most: number): string {
  const whole = [text === '' ? empty : text, ...notes].join('\n\n');
  if (whole.length <= most) return whole;
  const after = [cut, ...notes].join('\n\n');
  return `${firstFree(text, most - after.length - 2)}\n\n${after}`;
}
