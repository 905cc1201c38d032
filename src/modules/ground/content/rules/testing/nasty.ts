/** What a script would do: no letter of it may stand in what is read. */
export const BODY = 'xss_body_7531';

const SCRIPT_ADDRESSES = [
  'javascript:', 'JaVaScRiPt:', ' javascript:', '\tjavascript:', 'java\tscript:', 'java\nscript:', 'java\r\nscript:', '\u0001javascript:',
  'javascript\u0000:', 'java\u0000script:', '\u00a0javascript:', '\ufeffjavascript:', '\u200bjavascript:', 'java&#115;cript:', '&#106;avascript:',
  '&#x6A;avascript:', '&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74:', '&#0000106avascript:', 'javascript&colon;', 'javascript&#58;',
  'java&Tab;script:', 'java&NewLine;script:', '&NewLine;javascript:', 'javascript://%0a', 'javascript://https://a.id/%0a', 'jav\\ascript:',
  'javas\u0441ript:', 'vbscript:', 'VbScRiPt:', 'livescript:', 'mocha:', 'data:text/html,', 'data:text/html;base64,', 'DATA:text/html,',
  'data:image/svg+xml,', 'data:application/xhtml+xml,', 'blob:', 'file:///', 'filesystem:', 'view-source:', 'ftp://', 'ws://', 'about:', 'chrome:',
  'intent://', 'jar:', 'feed:javascript:', 'x-javascript:', '//', '\\\\', '/\\', '///', '/\t/', '\\/', 'https:', 'https:/', 'https:\\\\',
  'https://a@', 'https://a.id:x@', 'http://\u202e', 'https://a.id\u2066/', 'mailto:javascript:', 'tel:javascript:', '#javascript:', '?javascript:',
];

const RUNS = [
  `<script>${BODY}</script>`, `<SCRIPT SRC=//e.example/x>${BODY}</SCRIPT>`, `<script\n>${BODY}</script\n>`, `<script/x>${BODY}</script>`, `<script\u0000>${BODY}`,
  `<scr<script>${BODY}</script>ipt>`, `<<script>${BODY};//<</script>`, `<script>${BODY}`, `<script><!--${BODY}--></script>`,
  `<script><!--<script>${BODY}</script>${BODY}--></script>`, `<script>"</scr"+"ipt>${BODY}"</script>`, `<svg><script>${BODY}</script></svg>`,
  `<svg><script>${BODY}</svg>`, `<math><script>${BODY}</script></math>`, `<style>@import '${BODY}'</style>`, `<style>${BODY}`, `<style><!--</style>--><style>${BODY}</style>`,
  `<svg><style>${BODY}</style></svg>`, `<style><style/>${BODY}</style>`, `<template><script>${BODY}</script></template>`, `<template>${BODY}</template>`,
  `<noscript>${BODY}</noscript>`, `<noscript><p title="</noscript><script>${BODY}</script>"></noscript>`, `<iframe>${BODY}</iframe>`,
  `<iframe srcdoc="<script>${BODY}</script>"></iframe>`, `<noembed>${BODY}</noembed>`, `<noframes>${BODY}</noframes>`, `<textarea>${BODY}</textarea>`,
  `<title>${BODY}</title>`, `<title><script>${BODY}</script></title>`, `<select><option>${BODY}</select>`, `<object data="x">${BODY}</object>`, `<audio>${BODY}</audio>`,
  `<video><source onerror="${BODY}"></video>`, `<!--${BODY}-->`, `<!--${BODY}--!>`, `<!--><!--${BODY}-->`, `<!-- ${BODY}`, `<!---${BODY}-->`, `<!${BODY}>`, `<?${BODY}?>`,
  `<![CDATA[${BODY}]]>`, `<!--[if IE]><script>${BODY}</script><![endif]-->`, `<!--[if gte mso 9]><xml>${BODY}</xml><![endif]-->`, `<![if ${BODY}]>`, `<!DOCTYPE ${BODY}>`,
  `<!DOCTYPE x [<!ENTITY a "${BODY}">]`, `<p hidden>${BODY}</p>`, `<p style="display:none">${BODY}</p>`, `<p style="DISPLAY : none">${BODY}</p>`,
  `<p style="visibility:hidden">${BODY}</p>`, `<span style='mso-hide:all'>${BODY}</span>`, `<div hidden><p><b>${BODY}</b></p></div>`, `<xml>${BODY}</xml>`,
];

const ATTRIBUTES = [
  `onerror=${BODY}`, `onerror="${BODY}"`, `onload='${BODY}'`, `ONCLICK="${BODY}"`, `on\u0000click="${BODY}"`, `/onmouseover=${BODY}`, `onpointerover\n=\n"${BODY}"`, `style="width:expression(${BODY})"`,
  `style="behavior:url(${BODY})"`, `style="-moz-binding:url(${BODY})"`, `style="background:url(javascript:${BODY})"`, `style="font-weight:${BODY};x:\\65xpression(1)"`, `style="mso-list:l0 level1 ${BODY}"`,
  `style="mso-list:${BODY}"`, `srcset="${BODY} 1x"`, `formaction="javascript:${BODY}"`, `background="javascript:${BODY}"`, `dynsrc="${BODY}"`, `xlink:href="javascript:${BODY}"`,
  `ping="https://e.example/${BODY}"`, `srcdoc="<script>${BODY}</script>"`, `is="${BODY}"`, `id="__proto__"`, `name="constructor" class="${BODY}"`, `colspan="99999999999"`, `colspan="-1" rowspan="0"`,
  `x="${'a'.repeat(20_000)}"`, Array.from({ length: 500 }, (_, i) => `a${i}=${i}`).join(' '), `title="><script>${BODY}</script>"`, 'title="', "title='\"", '=x', '"', '<', '/',
];
const TAGS = ['img', 'a', 'p', 'svg', 'td', 'x-y', 'o:p', 'li', 'h1'];

/** Of namespaces that are mixed up, and of what a second reading would turn into something else. */
const MIXED = [
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${BODY}&gt;">`, `<svg></p><style><a id="</style><img src=1 onerror=${BODY}>">`, `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${BODY}>`,
  `<svg><foreignObject><iframe>${BODY}</iframe></foreignObject></svg>`, `<math><annotation-xml encoding="text/html"><style><img onerror=${BODY}></style></annotation-xml></math>`, `<svg><desc><noscript>${BODY}</noscript></desc></svg>`,
  `<svg><![CDATA[><image xlink:href="${BODY}">]]></svg>`, `<math href="javascript:${BODY}">x</math>`, `<math><maction xlink:href="javascript:${BODY}">klik</maction></math>`, `<svg><a xlink:href="javascript:${BODY}"><text>x</text></a></svg>`, `<svg><animate attributeName=href values="javascript:${BODY}"/></svg>`,
  `<svg><use href="data:image/svg+xml,${BODY}"/></svg>`, `<svg><set onbegin=${BODY}></svg>`, `<table><math><select><mi><select></table></math>`, `<select><noembed></select><script>"'>&lt;&gt;${BODY}</script>`, `<b><style><b title="</style><img onerror=${BODY}>">`,
  `<xmp><p title="</xmp><svg/onload=${BODY}>"></xmp>`, `<listing>&lt;img onerror=x&gt;</listing>`, `<plaintext>teks saja`, `<a href="x"><table><a href="y">z`, `<p><svg><p>y</svg>x`, `<dl><dt><dd></dl></dt>x`,
  `<base href="javascript:/a/-${BODY}//"><a href="../.">x</a>`, `<link rel=import href="${BODY}">`, `<meta http-equiv=refresh content="0;url=javascript:${BODY}">`, `<embed src="javascript:${BODY}">`, `<isindex action="javascript:${BODY}">`, `<keygen autofocus onfocus=${BODY}>`, `<frameset onload=${BODY}>`, `<body onload=${BODY}>x`,
];

const MARKDOWN = [
  '[a](<javascript:alert(1)>)', '[a]( javascript:alert(1) )', '[a][b]\n\n[b]: javascript:alert(1)', '[b]\n\n[b]: <data:text/html,x> "t"', '[b]: /a\n[b]: javascript:x\n\n[b]', '<javascript:alert(1)>', '<data:text/html,x>', '![a](javascript:alert(1))',
  '![](/gambar/0)', '![a](/gambar/99999999999999999999)', '![a](/gambar/1?x)', '![a](//e.example/gambar/1)', '[a](/x"onclick=")', '[a](https://a.id "t" onclick=x)', '[a](https://a.id/<script>)', '[![a](javascript:x)](javascript:y)',
  '[a](javascript:x){tombol}', '[](/a){tombol}', `[${'a'.repeat(500)}](/a){tombol}`, '{{script:<b>}}', '{{record:%E0%A4%A}}', '{{__proto__:x}}', '{{record:}}', `{{${'a'.repeat(99)}:1}}`, '[__proto__]\n\n[__proto__]: /a', '[constructor] [toString][hasOwnProperty]',
  '> [!NOTE]\n> <script>x</script>', '> — ', '> a\n> — [x](javascript:y)', '| a |\n|---|\n| [x](javascript:y) |', '|\n|-|', '| | |\n|-|-|\n', '***', '**', '* * *\n- - -', '# ', '####### x', '1. ', '999999999999. x', '-\n-\n-', '~~~', '```\n<script>x</script>', '\\', '&#0;&#xD800;&#x110000;&#9999999;', '&lt;script&gt;', 'www.a.id a@b.id https://', 'https://[', 'http://a@b/', 'HTTPS://A.ID/)).', '[x](<a b>)', '[x](\\)', '[\n](\n)', '\0', '\ud800\udc00\ud800', '\u202egnp.exe', '\ufeff# x', 'a\u2028b\u2029c\u0085d\u000be\u000cf', '\r\r\n\n\r',
];

/** Heaps of the same, of which a reader without bounds would not come to an end. */
const HEAPS: readonly (readonly [start: string, middle: string, end: string])[] = [
  ...['>', '> ', '[', '![', ']', '](', '[a](', '(', '*', '**', '_', '*a ', '**a* ', '*a_ ', '`', '``` ', '~', '\\', '<', '</', '<!', '<!--', '&', '&#', '&amp', '&amp;', '|', '|-', '# ', '- ', '1. ', '+ - ', '\n> - ', '> - ', '\n', '\t', ' ', '\u00a0', 'a', '🙂', '\u0301', '\u202e', 'https://', 'https://a.id/(', '<a@', 'a@', '{{', '[x]: ', '[^', '![](', '\r', '{tombol}', '[[a]', '[`', '<?', '<x ', '<x a=', '"', '<p>', '<b>', '<i><b>', '<div>', '<table>', '<tr>', '<td>', '<ul>', '<li>', '<ul><li>', '<blockquote>', '<a href=/a>', '<font color=1>', '<svg>', '<math>', '<template>', '<select>', '<button>', '<form>', '<br>', '<h1>', '</p>', '</b>', '<p style="mso-list:l0 level1">', '<span style="mso-list:Ignore">', '<x\u0000y>', '<pre>\n', '&lol9;', '—\n', '-\n', '=\n', 'a\n=\n', '  \n', '    a\n'].map((part) => ['', part, ''] as const),
  ['[', 'a', '](/a)'], ['[a](', 'b', ')'], ['[a](/', '(', ')'], ['<a href="', 'x', '">y</a>'], ['<a href="https://www.google.com/url?q=', 'https://www.google.com/url?q=', '">y</a>'], ['<p style="', 'font-weight:bold;', '">x</p>'], ['| a |\n|-|\n', '| b |\n', ''], ['|', 'a|', '\n|-|'], ['```\n', 'x\n', '```'], ['- a\n', '  - b\n', ''], ['> ', 'a\n', ''], ['*', 'a*', '*'], ['**', '*a**', '**'], ['<!--', '-', '-->'], ['<script>', '<!--', '</script>'], ['<![CDATA[', ']', ']]>'], ['&', 'a', ';'], ['https://', 'a.', 'id'], ['a', ' ', 'b'], ['[a]: ', '<', ''], ['<table><tr>', '<td>a', '</table>'], ['<table>', '<tr><td>a', '</table>'],
];
const HEAP_LETTERS = 40_000;

/** More than three hundred things that nobody who writes for a library would send. */
export function nastyInputs(): string[] {
  const addresses = SCRIPT_ADDRESSES.flatMap((scheme) => [
    `<a href="${scheme}${BODY}">kata</a>`,
    `[kata](${scheme}${BODY})`,
    `<a href=${scheme}${BODY}>kata</a><iframe src="${scheme}${BODY}"></iframe>`,
  ]);
  const tags = ATTRIBUTES.flatMap((attribute, i) => [
    `<${TAGS[i % TAGS.length]} ${attribute}>kata`,
    `<table><tr><${TAGS[(i + 4) % TAGS.length]}/${attribute}/>kata</table>`,
  ]);
  const heaps = HEAPS.map(([start, middle, end]) => start + middle.repeat(Math.floor(HEAP_LETTERS / middle.length)) + end);
  return [...new Set([...addresses, ...RUNS, ...RUNS.map((run) => `<div>kata\n\n${run}\n\nkata</div>`), ...tags, ...MIXED, ...MARKDOWN, ...heaps])];
}
