import { diffWordsWithSpace } from 'diff';
import { MOST_BLOCKS, type Block } from './blocks.ts';
import { plainOf } from './inline.ts';

/** Words that stayed, came or went. */
export interface WordChange {
  text: string;
  change: 'same' | 'added' | 'removed';
}

/** What became of a block. A moved one stands where it is now. */
export interface BlockChange {
  change: 'same' | 'added' | 'removed' | 'changed' | 'moved';
  before: Block | null;
  after: Block | null;
  words: WordChange[];
}

/** Words of a block of which each is compared; a longer one goes and comes whole. */
const MOST_WORDS = 4000;
/** Words of all changed blocks together that are compared one by one, and changes in one block that are looked for. */
const ALL_WORDS = 60_000;
const MOST_EDITS = 1500;
/** How alike two blocks are, from 0 to 1, that are one block that was changed. */
const ALIKE = 0.4;
/** Words by which likeness is judged; of a longer block the same few in each. */
const SKETCH = 64;

/** A file by its words and its number: another one under the same words is another. */
const fileWords = ({ label, fileId }: { label: string; fileId: number }): string => `${label} #${fileId}`.trim();

/** What a block says, in the order in which it is read. */
export function wordsOfBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return block.text;
    case 'text':
    case 'callout':
      return plainOf(block.spans);
    case 'quote':
      return block.source === '' ? plainOf(block.spans) : `${plainOf(block.spans)}\n— ${block.source}`;
    case 'list':
      return block.items.map(plainOf).join('\n');
    case 'picture':
      return [block.alt, block.caption].filter((text) => text !== '').join('\n');
    case 'gallery':
      return block.pictures
        .flatMap(({ alt, caption }) => [alt, caption])
        .filter((text) => text !== '')
        .join('\n');
    case 'table':
      return [...block.rows.map((row) => row.join(' | ')), block.caption].filter((text) => text !== '').join('\n');
    case 'button':
      return `${block.label} (${block.href})`;
    case 'file':
      return fileWords(block);
    case 'audio':
    case 'video':
      return [fileWords(block), plainOf(block.spans)].filter((text) => text !== '').join('\n');
    case 'formula':
      return [block.tex, block.alt].filter((text) => text !== '').join('\n');
    case 'embed':
      return `${block.embed} ${block.ref}`;
  }
}

interface Seen {
  block: Block;
  /** All that it is; blocks with the same are the same. */
  key: string;
  text: string;
  /** Its words by number, the smallest few. */
  sketch: Set<number>;
}

/** A number of a word that says nothing of it but that it is another (FNV-1a). */
function numberOf(word: string): number {
  let number = 2_166_136_261;
  for (let at = 0; at < word.length; at += 1) number = Math.imul(number ^ word.charCodeAt(at), 16_777_619) >>> 0;
  return number;
}

/** A value with its parts in one order: databases keep them in another than programs. */
const inOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

function seen(block: Block): Seen {
  const text = wordsOfBlock(block);
  const numbers = new Set((text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map(numberOf));
  const sketch = new Set([...numbers].toSorted((a, b) => a - b).slice(0, SKETCH));
  return { block, key: JSON.stringify(block, inOrder), text, sketch };
}

/** How alike two blocks are: 1 the same, 0 nothing in common or of another kind. */
function likeness(a: Seen, b: Seen): number {
  if (a.key === b.key) return 1;
  if (a.block.kind !== b.block.kind) return 0;
  if (a.block.kind === 'picture' && b.block.kind === 'picture' && a.block.pictureId === b.block.pictureId) return 0.9;
  if ('fileId' in a.block && 'fileId' in b.block && a.block.fileId === b.block.fileId) return 0.9;
  // the same words with other marks, or another level
  if (a.text === b.text) return 0.95;
  let both = 0;
  for (const number of a.sketch) if (b.sketch.has(number)) both += 1;
  return (0.9 * 2 * both) / Math.max(1, a.sketch.size + b.sketch.size);
}

/** Pairs of blocks in the order of both, as alike as can be together. */
function paired(before: readonly Seen[], after: readonly Seen[]): [number, number][] {
  const width = after.length + 1;
  const best = new Float64Array((before.length + 1) * width);
  const alike = new Float64Array(before.length * after.length);
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const [a, b] = [before[i], after[j]];
      const like = a && b ? likeness(a, b) : 0;
      alike[i * after.length + j] = like;
      const together = like >= ALIKE ? like + (best[(i + 1) * width + j + 1] ?? 0) : 0;
      best[i * width + j] = Math.max(together, best[(i + 1) * width + j] ?? 0, best[i * width + j + 1] ?? 0);
    }
  }
  const pairs: [number, number][] = [];
  for (let [i, j] = [0, 0]; i < before.length && j < after.length;) {
    const here = best[i * width + j] ?? 0;
    const like = alike[i * after.length + j] ?? 0;
    if (like >= ALIKE && here === like + (best[(i + 1) * width + j + 1] ?? 0)) {
      pairs.push([i, j]);
      [i, j] = [i + 1, j + 1];
    } else if (here === (best[(i + 1) * width + j] ?? 0)) i += 1;
    else j += 1;
  }
  return pairs;
}

const whole = (text: string, change: WordChange['change']): WordChange[] => (text === '' ? [] : [{ text, change }]);

/** Compares words of blocks, as long as there are not too many of them. */
class Words {
  private left = ALL_WORDS;

  changes(before: string, after: string): WordChange[] {
    if (before === after) return whole(after, 'same');
    const counts = [before, after].map((text) => text.match(/\S+/g)?.length ?? 0);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const few = counts.every((count) => count <= MOST_WORDS) && total <= this.left;
    if (few) this.left -= total;
    const parts = few ? diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS }) : undefined;
    return parts
      ? parts.map(({ value, added, removed }) => ({
          text: value,
          change: added ? 'added' : removed ? 'removed' : 'same',
        }))
      : [...whole(before, 'removed'), ...whole(after, 'added')];
  }
}

/** Of blocks that are alone, those that are elsewhere on the other side: by place after, the one before. */
function movedBlocks(
  before: readonly Seen[],
  after: readonly Seen[],
  pairs: readonly [number, number][],
): Map<number, number> {
  const [left, right] = [new Set(pairs.map(([i]) => i)), new Set(pairs.map(([, j]) => j))];
  const gone = new Map<string, number[]>();
  for (const [i, { key }] of before.entries()) if (!left.has(i)) gone.set(key, [...(gone.get(key) ?? []), i]);
  const moved = new Map<number, number>();
  for (const [j, { key }] of after.entries()) {
    const from = right.has(j) ? undefined : gone.get(key)?.shift();
    if (from !== undefined) moved.set(j, from);
  }
  return moved;
}

/**
 * What became of a writing, block by block in the order of the later one, with what went where it stood: for people to read. Of changed blocks
 * each word says whether it stayed; a block that stands elsewhere as it was has moved.
 */
export function compareWritings(before: readonly Block[], after: readonly Block[]): BlockChange[] {
  const [old, now] = [before.slice(0, MOST_BLOCKS).map(seen), after.slice(0, MOST_BLOCKS).map(seen)];
  const pairs = paired(old, now);
  const moved = movedBlocks(old, now, pairs);
  const away = new Set(moved.values());
  const words = new Words();
  const changes: BlockChange[] = [];
  let [i, j] = [0, 0];
  for (const [toI, toJ] of [...pairs, [old.length, now.length] as const]) {
    for (; i < toI; i += 1) {
      const one = old[i];
      if (one && !away.has(i))
        changes.push({ change: 'removed', before: one.block, after: null, words: whole(one.text, 'removed') });
    }
    for (; j < toJ; j += 1) {
      const one = now[j];
      const from = old[moved.get(j) ?? -1];
      if (one && from)
        changes.push({ change: 'moved', before: from.block, after: one.block, words: whole(one.text, 'same') });
      else if (one) changes.push({ change: 'added', before: null, after: one.block, words: whole(one.text, 'added') });
    }
    const [one, other] = [old[i], now[j]];
    if (one && other) {
      const change = one.key === other.key ? 'same' : 'changed';
      changes.push({ change, before: one.block, after: other.block, words: words.changes(one.text, other.text) });
    }
    [i, j] = [i + 1, j + 1];
  }
  return changes;
}
