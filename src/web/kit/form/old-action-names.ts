/**
 * What form actions were called before they had English names. Pages that were open when the library was brought up to date, and posts that a
 * phone kept meanwhile, still say these: they are taken until the release after 0.1, when this file and its line in the hooks go.
 */
export const OLD_ACTION_NAMES: Readonly<Record<string, string>> = {
  akhiri: 'end',
  ambil: 'take',
  anggota: 'member',
  bacaan: 'reading',
  batal: 'cancel',
  belum: 'missing',
  beri: 'grant',
  buang: 'discard',
  buka: 'open',
  cabut: 'revoke',
  daftar: 'enrol',
  diambil: 'taken',
  dikabari: 'told',
  hapus: 'remove',
  hapusBacaan: 'removeReading',
  hapusNarasumber: 'removeSpeaker',
  jawab: 'answer',
  jawaban: 'reply',
  keadaan: 'state',
  keluar: 'signOut',
  kembali: 'back',
  lagi: 'again',
  langsung: 'walkIn',
  lanjut: 'next',
  lepas: 'release',
  lupakan: 'forget',
  naik: 'up',
  nama: 'name',
  narasumber: 'speaker',
  pesan: 'reserve',
  pilih: 'choose',
  pindai: 'scan',
  putuskan: 'decide',
  salin: 'copy',
  sandi: 'password',
  sesi: 'session',
  simpan: 'save',
  sisihkan: 'setAside',
  staf: 'staff',
  tambah: 'add',
  tanggal: 'dates',
  turun: 'down',
  tutup: 'close',
  ubahNarasumber: 'editSpeaker',
  undang: 'invite',
};

/** Where a post to an action's old name is to go; null = it says a name of today. Everything else of the address stays. */
export function addressOfToday(url: URL): string | null {
  const [said = ''] = url.searchParams.keys();
  const name =
    said.startsWith('/') && Object.hasOwn(OLD_ACTION_NAMES, said.slice(1)) ? OLD_ACTION_NAMES[said.slice(1)] : null;
  return name ? `${url.pathname}${url.search.replace(/^\?(\/|%2F)[A-Za-z]+=?/i, `?/${name}`)}` : null;
}
