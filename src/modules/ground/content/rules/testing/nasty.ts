import { ATTRIBUTES, BODY, MIXED, RUNS, SCRIPT_ADDRESSES, TAGS } from './nasty-html.ts';
import { MARKDOWN } from './nasty-markdown.ts';

/** Heaps of the same, of which a reader without bounds would not come to an end. */
const HEAPS: readonly (readonly [start: string, middle: string, end: string])[] = [
  ...[
    '>',
    '> ',
    '[',
    '![',
    ']',
    '](',
    '[a](',
    '(',
    '*',
    '**',
    '_',
    '*a ',
    '**a* ',
    '*a_ ',
    '`',
    '``` ',
    '~',
    '\\',
    '<',
    '</',
    '<!',
    '<!--',
    '&',
    '&#',
    '&amp',
    '&amp;',
    '|',
    '|-',
    '# ',
    '- ',
    '1. ',
    '+ - ',
    '\n> - ',
    '> - ',
    '\n',
    '\t',
    ' ',
    '\u00a0',
    'a',
    '🙂',
    '\u0301',
    '\u202e',
    'https://',
    'https://a.id/(',
    `https://a${')'.repeat(1000)}`,
    '<a@',
    'a@',
    '{{',
    '[x]: ',
    '[^',
    '![](',
    '\r',
    '{tombol}',
    '[[a]',
    '[`',
    '<?',
    '<x ',
    '<x a=',
    '"',
    '<p>',
    '<b>',
    '<i><b>',
    '<div>',
    '<table>',
    '<tr>',
    '<td>',
    '<ul>',
    '<li>',
    '<ul><li>',
    '<blockquote>',
    '<a href=/a>',
    '<font color=1>',
    '<svg>',
    '<math>',
    '<template>',
    '<select>',
    '<button>',
    '<form>',
    '<br>',
    '<h1>',
    '</p>',
    '</b>',
    '<p style="mso-list:l0 level1">',
    '<span style="mso-list:Ignore">',
    '<x\u0000y>',
    '<pre>\n',
    '&lol9;',
    '—\n',
    '-\n',
    '=\n',
    'a\n=\n',
    '  \n',
    '    a\n',
  ].map((part) => ['', part, ''] as const),
  ['[', 'a', '](/a)'],
  ['[a](', 'b', ')'],
  ['[a](/', '(', ')'],
  ['<a href="', 'x', '">y</a>'],
  ['<a href="https://www.google.com/url?q=', 'https://www.google.com/url?q=', '">y</a>'],
  ['<p style="', 'font-weight:bold;', '">x</p>'],
  ['| a |\n|-|\n', '| b |\n', ''],
  ['|', 'a|', '\n|-|'],
  ['```\n', 'x\n', '```'],
  ['- a\n', '  - b\n', ''],
  ['> ', 'a\n', ''],
  ['*', 'a*', '*'],
  ['**', '*a**', '**'],
  ['<!--', '-', '-->'],
  ['<script>', '<!--', '</script>'],
  ['<![CDATA[', ']', ']]>'],
  ['&', 'a', ';'],
  ['https://', 'a.', 'id'],
  ['a', ' ', 'b'],
  ['[a]: ', '<', ''],
  ['<table><tr>', '<td>a', '</table>'],
  ['<table>', '<tr><td>a', '</table>'],
];

/** What looks like a script and is none: browsers, too, show its words. */
const LOOKALIKES = [
  `<script\u0000>${BODY}`,
  `<scr<script>${BODY}</script>ipt>`,
  `&lt;script>${BODY}&lt;/script>`,
  `< script>${BODY}</ script>`,
  `<\u200bscript>${BODY}`,
  `＜script＞${BODY}`,
];

/** HTML of which nobody sees {@link BODY}: it would run, is hidden, or is a part of a tag. */
export function silentInputs(): string[] {
  const addresses = SCRIPT_ADDRESSES.flatMap((scheme) => [
    `<a href="${scheme}${BODY}">kata</a>`,
    `<a href=${scheme}${BODY}>kata</a><iframe src="${scheme}${BODY}"></iframe>`,
  ]);
  const tags = ATTRIBUTES.flatMap((attribute, i) => [
    `<${TAGS[i % TAGS.length]} ${attribute}>kata`,
    `<table><tr><${TAGS[(i + 4) % TAGS.length]}/${attribute}/>kata</table>`,
  ]);
  return [
    ...new Set([...addresses, ...RUNS, ...RUNS.map((run) => `<div>kata\n\n${run}\n\nkata</div>`), ...tags, ...MIXED]),
  ];
}

/**
 * More than three hundred things that nobody who writes for a library would send.
 * @param heap letters of each heap
 */
export function nastyInputs(heap = 8000): string[] {
  const links = SCRIPT_ADDRESSES.map((scheme) => `[kata](${scheme}${BODY})`);
  const heaps = HEAPS.map(([start, middle, end]) => start + middle.repeat(Math.floor(heap / middle.length)) + end);
  return [...new Set([...silentInputs(), ...links, ...LOOKALIKES, ...MARKDOWN, ...heaps])];
}
