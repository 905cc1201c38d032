/** As much of a name as a desk needs to recognise who stands before it: `Siti Nur Rahmawati` → `Siti N. R.` */
export function shortName(fullName: string): string {
  const [first = '', ...rest] = fullName.trim().split(/\s+/);
  const initials = rest.flatMap((word) =>
    /\p{L}/u.exec(word)?.[0] ? [`${/\p{L}/u.exec(word)?.[0]?.toUpperCase()}.`] : [],
  );
  return [first, ...initials].join(' ');
}
