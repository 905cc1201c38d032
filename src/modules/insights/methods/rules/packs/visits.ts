import { decimal, over, plus, whole } from '../fraction.ts';
import { entered, IN, UNITS, words } from '../inputs.ts';
import type { Figure, Pack } from '../pack.ts';

/** Σ visits of a day ÷ residents ÷ 0.02: the yardstick that Temanggung cites as one of IFLA. */
const visits: Figure = {
  code: 'ifla_visits',
  name: words('Pemanfaatan perpustakaan', 'Use of libraries'),
  unit: UNITS.ratio,
  of: 'network',
  decimals: 2,
  main: true,
  says: words('(kunjungan sehari ÷ penduduk) ÷ 0,02', '(visits a day ÷ residents) ÷ 0.02'),
  compute: (asked) => {
    const [onSite, people, days] = [asked.sum('visits'), asked.sum('participants'), asked.one('service_days')];
    const online = asked.maybe('online_visits') ?? whole(0);
    const residents = asked.one('residents_city');
    const daily = onSite && people && days && over(plus(plus(onSite, people), online), days);
    const each = daily && residents && over(daily, residents);
    return each && over(each, decimal('0.02'));
  },
};

/** Visits beside the yardstick of 2 % of residents a day. */
export const visitsPack: Pack = {
  key: 'ifla-visits',
  family: 'visits',
  name: words('Pemanfaatan perpustakaan (tolok ukur IFLA)', 'Use of libraries (yardstick of IFLA)'),
  version: '2 %',
  validFrom: 2010,
  source: {
    title: words('Metadata indikator Kabupaten Temanggung', 'Metadata of indicators, Temanggung'),
    evidence: 'seen',
    note: words(
      '0,02 disebut di sana sebagai standar IFLA; standar itu sendiri belum terlihat.',
      '0.02 is cited there as a standard of IFLA, which itself was not seen.',
    ),
  },
  outside: words(
    'Perpustakaan di luar Lumbung; kunjungan daring bila tidak diisi.',
    'Libraries outside Lumbung; visits online where they are not entered.',
  ),
  inputs: [
    ...[IN.visits, IN.participants, IN.serviceDays, IN.residents],
    entered(
      'online_visits',
      words('Kunjungan daring', 'Visits online'),
      UNITS.visits,
      words('Dari penghitung situs.', 'From the counter of the site.'),
      {
        of: 'network',
        optional: true,
      },
    ),
  ],
  figures: [visits],
};
