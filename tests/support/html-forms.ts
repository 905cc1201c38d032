export interface HtmlForm {
  method: 'get' | 'post';
  /** Where it leads, as it stands in the page; empty = the page itself. */
  action: string;
  multipart: boolean;
  /** Its fields with what stands in them. */
  fields: [string, string][];
  /** How a field is typed in: `type` of an input (`number` also where only digits are asked for), `select`, `textarea`. */
  types: Map<string, string>;
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&quot;': '"',
  '&lt;': '<',
  '&gt;': '>',
  '&#39;': "'",
};
const plain = (text: string): string =>
  text.replaceAll(/&(?:amp|quot|lt|gt|#39);/g, (found) => entities[found] ?? found);
const attribute = (tag: string, name: string): string | null => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? null : plain(found);
};

function fieldsOf(form: string): [string, string][] {
  const fields: [string, string][] = [];
  for (const [tag] of form.matchAll(/<(?:input|button)\b[^>]*>/g)) {
    const name = attribute(tag, 'name');
    if (name !== null && attribute(tag, 'type') !== 'file') fields.push([name, attribute(tag, 'value') ?? '']);
  }
  for (const [, tag = '', inner = ''] of form.matchAll(/(<select\b[^>]*>)([\s\S]*?)<\/select>/g)) {
    const name = attribute(tag, 'name');
    const option = /<option\b[^>]*\sselected[^>]*>/.exec(inner)?.[0] ?? /<option\b[^>]*>/.exec(inner)?.[0] ?? '';
    if (name !== null) fields.push([name, attribute(option, 'value') ?? '']);
  }
  for (const [, tag = '', inner = ''] of form.matchAll(/(<textarea\b[^>]*>)([\s\S]*?)<\/textarea>/g)) {
    const name = attribute(tag, 'name');
    if (name !== null) fields.push([name, plain(inner)]);
  }
  return fields;
}

function typesOf(form: string): Map<string, string> {
  const types = new Map<string, string>();
  for (const [tag, element = ''] of form.matchAll(/<(input|button|select|textarea)\b[^>]*>/g)) {
    const name = attribute(tag, 'name');
    const digits = ['numeric', 'decimal'].includes(attribute(tag, 'inputmode') ?? '');
    const type = element === 'input' ? (attribute(tag, 'type') ?? 'text') : element;
    if (name !== null) types.set(name, digits ? 'number' : type);
  }
  return types;
}

/** The forms of a page of ours, as its server wrote them. */
export const formsIn = (html: string): HtmlForm[] =>
  [...html.matchAll(/(<form\b[^>]*>)([\s\S]*?)<\/form>/g)].map(([, tag = '', inner = '']) => ({
    method: attribute(tag, 'method')?.toLowerCase() === 'post' ? 'post' : 'get',
    action: attribute(tag, 'action') ?? '',
    multipart: attribute(tag, 'enctype') === 'multipart/form-data',
    fields: fieldsOf(inner),
    types: typesOf(inner),
  }));

/** Addresses that a page leads to, in their order. */
export const linksIn = (html: string): string[] =>
  [...html.matchAll(/<a\b[^>]*\shref="([^"#]+)"/g)].map(([, href = '']) => plain(href));
