const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);

const linked = (text: string): string =>
  escape(text).replace(/https?:\/\/[^\s<]+[^\s<.,;:)]/g, (url) => `<a href="${url}">${url}</a>`);

/** Paragraphs at empty lines, lists where lines begin with `- `; the rest is plain text. */
function block(paragraph: string): string {
  const out: string[] = [];
  let list: string[] = [];
  let lines: string[] = [];
  const endList = (): void => {
    if (list.length > 0) out.push(`<ul>${list.map((item) => `<li>${item}</li>`).join('')}</ul>`);
    list = [];
  };
  const endLines = (): void => {
    if (lines.length > 0) out.push(`<p>${lines.join('<br>')}</p>`);
    lines = [];
  };
  for (const line of paragraph.split('\n')) {
    if (line.startsWith('- ')) {
      endLines();
      list.push(linked(line.slice(2)));
    } else {
      endList();
      lines.push(linked(line));
    }
  }
  endList();
  endLines();
  return out.join('');
}

/** A plain text as a simple page for mail programs. */
export const toHtml = (subject: string, text: string, language: string): string =>
  [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escape(subject)}</title></head>`,
    '<body style="font:16px/1.5 system-ui,sans-serif;color:#241c14;max-width:36em;margin:0 auto;padding:1em">',
    text
      .trim()
      .split(/\n{2,}/)
      .map(block)
      .join(''),
    '</body></html>',
  ].join('');
