import { foldedKey } from '#shared/text/fold';

/** Where a library lies, as far as somebody noted it. */
export interface Place {
  id: number;
  latitude: number | null;
  longitude: number | null;
  kelurahan: string | null;
  kecamatan: string | null;
}

const EARTH_KM = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Kilometres between two places as the bird flies, begun ones whole; null: of one of them nobody noted where it lies. */
export function kmBetween(one: Place, other: Place): number | null {
  if (one.id === other.id) return 0;
  if (one.latitude === null || one.longitude === null || other.latitude === null || other.longitude === null)
    return null;
  const [from, to] = [radians(one.latitude), radians(other.latitude)];
  const [north, east] = [to - from, radians(other.longitude - one.longitude)];
  const bow = Math.sin(north / 2) ** 2 + Math.cos(from) * Math.cos(to) * Math.sin(east / 2) ** 2;
  return Math.ceil(2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(bow))));
}

const isSame = (one: string | null, other: string | null): boolean =>
  foldedKey(one ?? '') !== '' && foldedKey(one ?? '') === foldedKey(other ?? '');

/** Whether a library is near another: within so many kilometres; where nobody noted where one of them lies, of one kecamatan, else of one kelurahan. */
export function isNear(own: Place, other: Place, km: number): boolean {
  const distance = kmBetween(own, other);
  if (distance !== null) return distance <= km;
  return own.kecamatan !== null && other.kecamatan !== null
    ? isSame(own.kecamatan, other.kecamatan)
    : isSame(own.kelurahan, other.kelurahan);
}
