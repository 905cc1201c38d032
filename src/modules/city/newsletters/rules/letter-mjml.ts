import type { Block, Span } from '#modules/ground/content/client';
import {
  fileWords,
  LETTER_WORDS,
  PREFERENCES,
  UNSUBSCRIBE,
  type LetterPicture,
  type LetterText,
} from './letter-text.ts';

/** Text as it may stand between tags and in attributes. */
export const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/** The colours of the house by day; by night {@link NIGHT} stands over them. */
const DAY = { page: '#fbf7ef', paper: '#fffdf9', text: '#26211c', muted: '#655a4e', link: '#22386b', line: '#e0d5c2' };
const NIGHT = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
a { color: ${DAY.link}; }
@media (prefers-color-scheme: dark) {
  body, .latar, .latar > table { background: #121724 !important; }
  .kertas, .kertas > table { background: #192032 !important; background-color: #192032 !important; }
  .teks div, .teks p, .teks li, .teks h1, .teks h2, .teks h3, .teks td, .teks th, .teks blockquote { color: #efe8da !important; }
  .kecil div, .kecil p { color: #b5ad9f !important; }
  .teks a, .kecil a { color: #b4c6f6 !important; }
  .tombol td, .tombol a { background: #b4c6f6 !important; color: #111a30 !important; }
}`;
const SERIF = "Georgia, 'Noto Serif', serif";
const SANS = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif";

const lines = (text: string): string => escaped(text).replaceAll('\n', '<br />');

function spanHtml({ text, bold, italic, href }: Span, linkOf: LetterText['linkOf']): string {
  let html = lines(text);
  if (italic) html = `<em>${html}</em>`;
  if (bold) html = `<strong>${html}</strong>`;
  return href === undefined ? html : `<a href="${escaped(linkOf(href))}">${html}</a>`;
}
const spansHtml = (spans: readonly Span[], linkOf: LetterText['linkOf']): string =>
  spans.map((span) => spanHtml(span, linkOf)).join('');

const text = (html: string, attributes = ''): string => `<mj-text css-class="teks"${attributes}>${html}</mj-text>`;

function pictureMjml({ alt, caption }: { alt: string; caption: string }, picture: LetterPicture | undefined): string {
  if (!picture) return '';
  const shows = alt === '' ? picture.alt : alt;
  const below = caption === '' ? '' : `<mj-text css-class="kecil" font-size="13px">${lines(caption)}</mj-text>`;
  return `<mj-image src="${escaped(picture.src)}" alt="${escaped(shows)}" width="${Math.min(picture.width, 536)}px" />${below}`;
}

function tableHtml({ head, rows, caption }: { head: boolean; rows: readonly string[][]; caption: string }): string {
  const cell = (words: string, isHead: boolean): string =>
    isHead
      ? `<th scope="col" style="text-align:left;padding:4px 8px 4px 0;">${lines(words)}</th>`
      : `<td style="padding:4px 8px 4px 0;">${lines(words)}</td>`;
  const body = rows
    .map((row, nth) => `<tr>${row.map((words) => cell(words, head && nth === 0)).join('')}</tr>`)
    .join('');
  const said = caption === '' ? '' : `<caption style="text-align:left;">${lines(caption)}</caption>`;
  return `<table style="border-collapse:collapse;width:100%;">${said}${body}</table>`;
}

function blockMjml(block: Block, letter: LetterText): string {
  const { linkOf, pictures, files, cards, language } = letter;
  switch (block.kind) {
    case 'heading':
      return block.text === ''
        ? ''
        : text(
            `<h${block.level} style="margin:12px 0 0;font-family:${SERIF};font-size:${block.level === 2 ? 22 : 18}px;line-height:1.25;">${escaped(block.text)}</h${block.level}>`,
          );
    case 'text':
      return block.spans.length === 0 ? '' : text(`<p style="margin:0;">${spansHtml(block.spans, linkOf)}</p>`);
    case 'callout':
      return text(
        `<p style="margin:0;padding:8px 12px;border-left:4px solid #e2a21b;">${spansHtml(block.spans, linkOf)}</p>`,
      );
    case 'quote':
      return text(
        `<blockquote style="margin:0;padding-left:16px;border-left:2px solid ${DAY.line};">${spansHtml(block.spans, linkOf)}${block.source === '' ? '' : `<br />— ${escaped(block.source)}`}</blockquote>`,
      );
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      const items = block.items.map((item) => `<li style="margin:0 0 4px;">${spansHtml(item, linkOf)}</li>`).join('');
      return text(`<${tag} style="margin:0;padding-left:22px;">${items}</${tag}>`);
    }
    case 'picture':
      return pictureMjml(block, pictures.get(block.pictureId));
    case 'gallery':
      return block.pictures.map((one) => pictureMjml(one, pictures.get(one.pictureId))).join('');
    case 'table':
      return text(tableHtml(block));
    case 'button':
      return `<mj-button css-class="tombol" href="${escaped(linkOf(block.href))}">${escaped(block.label)}</mj-button>`;
    case 'file':
    case 'audio':
    case 'video': {
      const file = files.get(block.fileId);
      const said = file && escaped(fileWords(block, { language, title: file.title }));
      return file ? text(`<p style="margin:0;"><a href="${escaped(linkOf(file.href))}">${said}</a></p>`) : '';
    }
    case 'formula':
      return text(`<p style="margin:0;">${escaped(block.alt === '' ? block.tex : block.alt)}</p>`);
    case 'embed': {
      const card = cards.get(`${block.embed}:${block.ref}`);
      if (!card) return '';
      const below = card.lines.map((line) => `<br />${escaped(line)}`).join('');
      return text(
        `<p style="margin:0;padding:8px 12px;border:1px solid ${DAY.line};border-radius:4px;"><a href="${escaped(linkOf(card.href))}"><strong>${escaped(card.title)}</strong></a>${below}</p>`,
      );
    }
  }
}

/** A letter in MJML: what its words say and nothing that was not written as words; nothing in it is fetched but its pictures. */
export function letterMjml(letter: LetterText): string {
  const { language, subject, preheader, sender, archiveHref } = letter;
  const words = LETTER_WORDS[language];
  const open = archiveHref === null ? '' : ` · <a href="${escaped(archiveHref)}">${words.open}</a>`;
  const place = sender.lines.map((line) => `<br />${escaped(line)}`).join('');
  return `<mjml lang="${language}">
<mj-head>
<mj-title>${escaped(subject)}</mj-title>
${preheader === '' ? '' : `<mj-preview>${escaped(preheader)}</mj-preview>`}
<mj-attributes>
<mj-all font-family="${SANS}" />
<mj-text font-size="16px" line-height="1.55" color="${DAY.text}" padding="8px 32px" />
<mj-image padding="8px 32px" align="left" border-radius="4px" />
<mj-button background-color="${DAY.link}" color="#fdf8ec" font-size="16px" padding="12px 32px" inner-padding="12px 20px" border-radius="4px" align="left" />
</mj-attributes>
<mj-raw><meta name="color-scheme" content="light dark" /><meta name="supported-color-schemes" content="light dark" /></mj-raw>
<mj-style>${NIGHT}</mj-style>
</mj-head>
<mj-body css-class="latar" background-color="${DAY.page}" width="600px">
<mj-section padding="16px 0 8px"><mj-column>
<mj-text css-class="kecil" font-size="13px" color="${DAY.muted}"><a href="${escaped(sender.href)}">${escaped(sender.name)}</a>${open}</mj-text>
</mj-column></mj-section>
<mj-section css-class="kertas" background-color="${DAY.paper}" padding="16px 0 24px"><mj-column>
${text(`<h1 style="margin:0;font-family:${SERIF};font-size:28px;line-height:1.2;">${escaped(subject)}</h1>`)}
${letter.blocks.map((block) => blockMjml(block, letter)).join('\n')}
</mj-column></mj-section>
<mj-section padding="8px 0 24px"><mj-column>
<mj-text css-class="kecil" font-size="13px" color="${DAY.muted}">${escaped(sender.name)}${place}</mj-text>
<mj-text css-class="kecil" font-size="13px" color="${DAY.muted}">${escaped(words.why)}</mj-text>
<mj-text css-class="kecil" font-size="13px" color="${DAY.muted}"><a href="${PREFERENCES}">${words.preferences}</a> · <a href="${UNSUBSCRIBE}">${words.unsubscribe}</a></mj-text>
</mj-column></mj-section>
</mj-body>
</mjml>`;
}
