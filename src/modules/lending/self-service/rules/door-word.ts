/** Words that everybody can read aloud. 32, so that five bits choose one. */
const WORDS =
  'JATI MELATI KENANGA CEMPAKA MAHONI BERINGIN PANDAN SERAI KUNYIT JAHE KENCUR KAPULAGA RANDU WARU TREMBESI SAWO JAMBU MANGGIS SALAK DUKU KEDONDONG NANGKA ELANG KUTILANG JALAK MERAK CENDRAWASIH KANCIL BANTENG RUSA TENGGIRI KEPODANG'.split(
    ' ',
  );

/** The word by which a reader's receipt and the list at the door are compared: `JATI 47`. @param mac at least 3 bytes */
export function doorWord(mac: Uint8Array): string {
  const [first = 0, second = 0, third = 0] = mac;
  return `${WORDS[first % WORDS.length]} ${10 + ((second * 256 + third) % 90)}`;
}
