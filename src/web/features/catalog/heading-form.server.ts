const lines = (text: string | undefined): string[] =>
  (text ?? '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);

/** What the form of a heading sent, as the use cases take it. */
export const headingFields = (values: Record<string, string>) => ({
  heading: values.heading ?? '',
  see: lines(values.see),
  seeAlso: lines(values.seeAlso),
  note: values.note ?? '',
});
