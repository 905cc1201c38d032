/** What the scope of an API token may be: a permission, all of an area (`loans.*`), or everything (`*`). */
export const isScope = (known: readonly { readonly code: string }[], text: string): boolean =>
  text === '*' ||
  known.some(({ code }) => code === text || (text.endsWith('.*') && code.startsWith(text.slice(0, -1))));
