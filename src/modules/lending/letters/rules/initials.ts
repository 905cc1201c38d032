/** All that a public page says of a person: "Dimas Aji Pratama" → "D. A. P." */
export const initialsOf = (fullName: string): string =>
  fullName
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => `${(Array.from(word)[0] ?? '').toUpperCase()}.`)
    .join(' ');
