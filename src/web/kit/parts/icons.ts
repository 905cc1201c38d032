/** The drawn signs of the house: grid 24, stroke 1.75, round ends. Draw new ones in the same hand. */
export interface IconShape {
  path: string;
  /** [centre x, centre y, radius] */
  circles?: readonly (readonly [number, number, number])[];
}

export const icons = {
  cari: { path: 'M15.5 15.5 21 21', circles: [[10.5, 10.5, 6.5]] },
  rumah: { path: 'M3 11.5C7 9.5 10 6.5 12 3c2 3.5 5 6.5 9 8.5M6 11v9h12v-9M10 20v-5h4v5' },
  buku: {
    path: 'M12 6.5C9.5 4.8 6.5 4.5 3 5v14c3.5-.5 6.5-.2 9 1.5 2.5-1.7 5.5-2 9-1.5V5c-3.5-.5-6.5-.2-9 1.5zM12 6.5v14',
  },
  kalender: { path: 'M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8' },
  ide: { path: 'M9 17c0-2.5-3-3.8-3-7.5a6 6 0 0 1 12 0c0 3.7-3 5-3 7.5zM9.5 20.5h5' },
  orang: { path: 'M4.5 20.5c.8-4 3.7-6 7.5-6s6.7 2 7.5 6', circles: [[12, 8, 4]] },
  jam: { path: 'M12 7v5.3l3.5 2', circles: [[12, 12, 8.5]] },
  pin: { path: 'M12 21c-4-4.5-6.5-8-6.5-11.5a6.5 6.5 0 0 1 13 0C18.5 13 16 16.5 12 21z', circles: [[12, 9.5, 2.3]] },
  kanan: { path: 'M4 12h15.5M14 6.5l5.5 5.5-5.5 5.5' },
  kiri: { path: 'M20 12H4.5M10 6.5 4.5 12l5.5 5.5' },
  centang: { path: 'm4.5 12.5 5 5 10-11' },
  silang: { path: 'm6 6 12 12M18 6 6 18' },
  awas: { path: 'M12 4 2.8 20h18.4zM12 10v4.5M12 17.3v.1' },
  bagi: {
    path: 'm8.3 10.9 7-3.7M8.3 13.1l7 3.7',
    circles: [
      [6, 12, 2.5],
      [17.5, 6, 2.5],
      [17.5, 18, 2.5],
    ],
  },
  tombol: { path: 'M3 7h18v10H3zM6.5 10.5v.1M10.2 10.5v.1M13.8 10.5v.1M17.5 10.5v.1M8 14h8' },
  saring: { path: 'M4 7h16M7 12h10M10 17h4' },
  cetak: { path: 'M7 8V3.5h10V8M7 16.5H4V8h16v8.5h-3M7 14h10v6.5H7z' },
  ulang: { path: 'M20 11a8 8 0 0 0-14.5-3.5L4 9M4 4.5V9h4.5M4 13a8 8 0 0 0 14.5 3.5L20 15M20 19.5V15h-4.5' },
  tambah: { path: 'M12 5v14M5 12h14' },
  dukung: { path: 'M12 20S4 15.5 4 9.5A4.3 4.3 0 0 1 12 7.3 4.3 4.3 0 0 1 20 9.5C20 15.5 12 20 12 20z' },
  unduh: { path: 'M12 4v11.5M7 11l5 5 5-5M4.5 20h15' },
  kunci: { path: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3' },
  pindai: { path: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M8 8.5v7M11 8.5v7M13.5 8.5v7M16.5 8.5v7' },
  bus: {
    path: 'M3 6h14l4 6v5H3zM3 12h18M9 6v6M15 6v6',
    circles: [
      [7.5, 17.5, 2],
      [16.5, 17.5, 2],
    ],
  },
  grafik: { path: 'M4 20h16M6.5 16v-4M11 16V6M15.5 16V9M19.5 16v-6' },
  pesan: { path: 'M4 5h16v12H10l-4.5 3.5V17H4z' },
  roda: {
    path: 'M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M18.4 5.6l-2.2 2.2M7.8 16.2l-2.2 2.2',
    circles: [[12, 12, 3]],
  },
  belajar: { path: 'M2.5 9 12 4.5 21.5 9 12 13.5zM6.5 11.2V16c3 2.5 8 2.5 11 0v-4.8' },
  mitra: {
    path: '',
    circles: [
      [9, 12, 5.5],
      [15, 12, 5.5],
    ],
  },
  toa: { path: 'M4 10v4h3l9 5V5l-9 5zM19.5 9.5v5' },
  peta: { path: 'm3 6.5 6-2.5 6 2.5 6-2.5v13.5l-6 2.5-6-2.5-6 2.5zM9 4v13.5M15 6.5V20' },
  rombongan: {
    path: 'M3 19.5c.6-3.3 2.9-5 6-5s5.4 1.7 6 5M15.5 6.2a3 3 0 0 1 0 5.6M17.5 14.8c2 .6 3.2 2.2 3.6 4.7',
    circles: [[9, 9, 3.2]],
  },
  rak: { path: 'M4 3.5v17M20 3.5v17M4 12h16M4 20h16M7.5 12V6M10.5 12V5M13.5 12V6.5M8 20v-4.5h6V20' },
  luring: {
    path: 'M3 9.5a13 13 0 0 1 18 0M6.2 13a8.3 8.3 0 0 1 11.6 0M9.4 16.4a3.8 3.8 0 0 1 5.2 0M12 20v.1M4 4l16 16',
  },
  tanya: { path: 'M9.5 9.5a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.9M12 16.6v.1', circles: [[12, 12, 8.5]] },
  kotak: { path: 'M4 8 12 4l8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8' },
  kartu: { path: 'M3 6h18v12H3zM3 10h18M6.5 14.5h4' },
  naik: { path: 'M12 20V4.5M6.5 10 12 4.5l5.5 5.5' },
  fajar: { path: 'M3 18h18M6.5 18a5.5 5.5 0 0 1 11 0M12 9V5.5M5.9 12 4 10M18.1 12l1.9-2' },
  meja: { path: 'M3 11h18M5 11v9M19 11v9M5 15.5h14M8.5 11V7.5h6V11M10 7.5V5h6v6' },
  semua: { path: 'M5 5h5v5H5zM14 5h5v5h-5zM5 14h5v5H5zM14 14h5v5h-5z' },
  turun: { path: 'M12 4v15.5M6.5 14l5.5 5.5 5.5-5.5' },
} as const satisfies Record<string, IconShape>;

export type IconName = keyof typeof icons;
