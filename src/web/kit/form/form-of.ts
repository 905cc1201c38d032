interface Refused {
  form: string;
  values: Record<string, string>;
  fields: Record<string, string>;
}

/** On a page with several forms: what was typed into the one of this name, and which of its fields were refused. */
export const formOf = (refused: Refused | null | undefined, name: string): Pick<Refused, 'values' | 'fields'> =>
  refused?.form === name ? refused : { values: {}, fields: {} };
