import { SaxesParser } from 'saxes';

/** What an SRU answer says beside its records. */
export interface SruWords {
  /** `numberOfRecords`; null = not said, as by what is no answer of SRU. */
  count: number | null;
  /** What the first diagnostic says; null = there is none. */
  diagnostic: string | null;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
const LONGEST = 200;

/** What a server says of itself is shown: in one line, and not without end. */
const asLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST);

/** Reads what an SRU answer says without records. What is not well-formed, or declares a document type, says nothing from there on. */
export function readSruWords(xml: string): SruWords {
  const said: Record<string, string> = {};
  let text = '';
  let broken = false;
  let diagnostics = 0;
  const parser = new SaxesParser();
  const give = (): void => {
    broken = true;
  };
  parser.on('error', give);
  parser.on('doctype', give);
  parser.on('opentag', ({ name }) => {
    if (local(name) === 'diagnostic') diagnostics += 1;
    text = '';
  });
  const take = (part: string): void => {
    if (!broken && text.length < LONGEST) text += part;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', ({ name }) => {
    const key = local(name);
    if (!broken && (key === 'numberOfRecords' || diagnostics === 1)) said[key] ??= asLine(text);
    text = '';
  });
  parser.write(xml).close();
  const count = /^\d{1,12}$/.test(said.numberOfRecords ?? '') ? Number(said.numberOfRecords) : null;
  const words = [said.message, said.details].filter(Boolean).join(': ') || said.uri;
  return { count, diagnostic: diagnostics === 0 ? null : (words ?? '') };
}
