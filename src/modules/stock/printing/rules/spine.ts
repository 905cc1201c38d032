/** The lines of a call number on a spine: broken at its spaces, what stands before the class number apart. */
export function spineLines(callNumber: string): { prefix: string; lines: string[] } {
  const words = callNumber.trim().split(/\s+/);
  const [first = '', ...rest] = words;
  const prefixed = rest.length > 0 && !/^\d/.test(first) && rest.some((word) => /^\d/.test(word));
  return prefixed ? { prefix: first, lines: rest } : { prefix: '', lines: words };
}

/** The class of a call number (0 for 000-099 … 9); null = it has none. Klasifikasi Islam (2X4.1) is class 2. */
export function classOf(callNumber: string): number | null {
  const number = /(?:^|\s)(\d)[\dX]/i.exec(callNumber);
  return number ? Number(number[1]) : null;
}
