/** A piece of what somebody wrote: a paragraph of lines, or a list. */
export interface Block {
  kind: 'paragraph' | 'bullets' | 'numbers';
  lines: string[];
}

const BULLET = /^[-•*]\s+/;
const NUMBER = /^\d{1,2}[.)]\s+/;

const kindOf = (line: string): Block['kind'] => {
  if (BULLET.test(line)) return 'bullets';
  return NUMBER.test(line) ? 'numbers' : 'paragraph';
};

/**
 * Plain text as one types it into a large field: a blank line ends a paragraph, lines that begin with `-` or `1.` are a list, and a line
 * below one of them that begins with neither goes on in it.
 */
export function proseOf(text: string): Block[] {
  const blocks: Block[] = [];
  let apart = true;
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim();
    if (line === '') {
      apart = true;
      continue;
    }
    const kind = kindOf(line);
    const plain = line.replace(BULLET, '').replace(NUMBER, '');
    const open = apart ? undefined : blocks.at(-1);
    if (open?.kind === kind) open.lines.push(plain);
    else if (open && kind === 'paragraph') open.lines.push(`${open.lines.pop() ?? ''} ${plain}`);
    else blocks.push({ kind, lines: [plain] });
    apart = false;
  }
  return blocks;
}

/** A list that is written one a line; empty lines, bullets and numbers left out. */
export const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim().replace(BULLET, '').replace(NUMBER, ''))
    .filter((line) => line !== '');
