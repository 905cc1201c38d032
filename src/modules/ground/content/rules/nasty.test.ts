import { expect, test } from 'vitest';
import { blocksInput } from '../schema.ts';
import { isSafeAddress, type Block } from './blocks.ts';
import { checkWriting } from './checks.ts';
import { blocksOfHtml } from './from-html.ts';
import { spansOf } from './inline.ts';
import { blocksOfMarkdown } from './markdown.ts';
import { normalBlocks } from './normal-blocks.ts';
import { nastyInputs, silentInputs } from './testing/nasty.ts';
import { BODY } from './testing/nasty-html.ts';
import { markdownOfBlocks } from './to-markdown.ts';

const inputs = nastyInputs();
const named = (input: string) => JSON.stringify(input).slice(0, 120);

/** Every address to which a block leads. */
const addressesOf = (block: Block): string[] => {
  if (block.kind === 'button') return [block.href];
  const spans = block.kind === 'list' ? block.items.flat() : 'spans' in block ? block.spans : [];
  return spans.flatMap(({ href }) => href ?? []);
};

/** What is wrong with blocks; nothing: they can be kept and shown. */
function wrongIn(blocks: Block[]): string[] {
  const wrong: string[] = [];
  const kept = blocksInput.safeParse(blocks);
  if (!kept.success) wrong.push(kept.error.message);
  else if (JSON.stringify(kept.data) !== JSON.stringify(blocks)) wrong.push('is changed when it is kept');
  for (const href of blocks.flatMap(addressesOf)) {
    if (!isSafeAddress(href)) wrong.push(`leads to ${href}`);
    if (!/^(?:https?:\/\/|\/(?![/\\])|mailto:|tel:|#)/i.test(href)) wrong.push(`is no address of a page: ${href}`);
  }
  const words = JSON.stringify(blocks);
  if (!words.isWellFormed() || /\\u0000|[\u202a-\u202e]/.test(words))
    wrong.push('holds what cannot be kept or turns lines round');
  if (JSON.stringify(normalBlocks(blocks).blocks) !== words) wrong.push('is changed when it is read again');
  return wrong;
}

test('there are more than three hundred of them, each another', () => {
  expect(new Set(inputs).size).toBe(inputs.length);
  expect(inputs.length).toBeGreaterThan(300);
});

test('whatever is pasted, only words and safe links come of it', () => {
  const bad = inputs.flatMap((input) => {
    const wrong = wrongIn(blocksOfHtml(input).blocks);
    return wrong.length > 0 ? [[named(input), ...wrong]] : [];
  });
  expect(bad).toEqual([]);
});

test('nothing that would run or is hidden is read as words', () => {
  const bad = silentInputs().flatMap((input) => {
    const { blocks } = blocksOfHtml(input);
    // a safe address may hold the word: it is followed, not read
    const said = JSON.stringify(blocks).replaceAll(/"href":"[^"]*"/g, '');
    return said.includes(BODY) ? [[named(input), said]] : [];
  });
  expect(bad).toEqual([]);
});

test('whatever is sent as markdown or typed as a line, only words and safe links come of it', () => {
  const bad = inputs.flatMap((input) => {
    const wrong = [
      ...wrongIn(blocksOfMarkdown(input).blocks),
      ...wrongIn(normalBlocks([{ kind: 'text', spans: spansOf(input) }]).blocks),
    ];
    return wrong.length > 0 ? [[named(input), ...wrong]] : [];
  });
  expect(bad).toEqual([]);
});

test('of HTML in markdown the words stay and what would run does not', () => {
  for (const html of [
    `<div>kata <script>${BODY}</script></div>`,
    `<p>kata</p>\n<style>${BODY}</style>`,
    `<script>\n\n${BODY}\n\n</script>\n\nkata`,
  ]) {
    const words = JSON.stringify(blocksOfMarkdown(html).blocks);
    expect(words).toContain('kata');
    expect(words).not.toContain(BODY);
  }
});

test('what came of them is checked, written as markdown and read again as it was', () => {
  for (const input of inputs) {
    const { blocks } = blocksOfHtml(input);
    expect(checkWriting({ title: 'x', blocks, english: blocks, language: 'id' })).toBeInstanceOf(Array);
    const again = blocksOfMarkdown(markdownOfBlocks(blocks, (id) => `/gambar/${id}`));
    expect(again.cut || JSON.stringify(again.blocks) === JSON.stringify(blocks), named(input)).toBe(true);
  }
});
