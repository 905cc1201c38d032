/** Forms in which staff write the number of an issue; the second group, or the only one, is the number within a volume. */
const FORMS: readonly RegExp[] = [
  /^(?:vol(?:ume)?|v|th|thn|tahun|jilid|jil)\s*\.?\s*(\d{1,4})\s*[,;:/-]?\s*(?:no|nomor|num|edisi|ed)\s*\.?\s*(\d{1,5})$/i,
  /^(\d{1,4})\s*\((\d{1,5})\)$/,
  /^(?:(?:no|nomor|num|edisi|ed|issue)\s*\.?|#)?\s*(\d{1,5})$/i,
];

/** Volume and number as the cover has them; null where the text is no number (`12/2020` may be either). */
export function readIssueNumber(text: string): { volume: number | null; number: number } | null {
  for (const form of FORMS) {
    const [, first, second] = form.exec(text.trim()) ?? [];
    if (first === undefined) continue;
    const [volume, number] = second === undefined ? [null, Number(first)] : [Number(first), Number(second)];
    return number > 0 && volume !== 0 ? { volume, number } : null;
  }
  return null;
}
