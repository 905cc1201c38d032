/** Leader 06-07 and 008/21 by words for the material (SLiMS' GMD, INLISLite's JENIS BAHAN and MEDIA). */
export function leaderCodes(material: string): { leader: string; serial: boolean } {
  const says = (pattern: RegExp): boolean => pattern.test(material);
  if (says(/serial|berkala|majalah|koran|surat kabar|jurnal|periodical|magazine/i))
    return { leader: 'as', serial: true };
  if (says(/peta|map|kartografi|atlas/i)) return { leader: 'em', serial: false };
  if (says(/musik|music/i)) return { leader: 'jm', serial: false };
  if (says(/audio|suara|sound|kaset/i)) return { leader: 'im', serial: false };
  if (says(/video|film|dvd|vcd/i)) return { leader: 'gm', serial: false };
  if (says(/komputer|computer|digital|elektronik|electronic|cd-rom/i)) return { leader: 'mm', serial: false };
  if (says(/permainan|game|kit|objek|model|alat/i)) return { leader: 'rm', serial: false };
  return { leader: 'am', serial: false };
}
