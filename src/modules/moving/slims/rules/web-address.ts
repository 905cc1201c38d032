const LONGEST = 2000;

/** An address of the web, as it is written; null for what a browser would run or open elsewhere (`javascript:`, `data:`, `file:`), and for what is none. */
export function webAddress(written: string | null): string | null {
  const text = written?.trim() ?? '';
  // a blank or a sign that is not shown may hide where it leads
  if (text.length > LONGEST || !/^https?:\/\/[^\s\p{Cc}\p{Cf}]+$/iu.test(text)) return null;
  return URL.canParse(text) ? text : null;
}
