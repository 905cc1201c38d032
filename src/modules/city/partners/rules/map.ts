import { daysBetween, type LocalDate } from '#shared/dates';

/** Interest and influence are told from 0 to 10. */
export const MOST_STANDING = 10;
/** From here on somebody has influence, and is interested. */
const INFLUENTIAL = 6;
const INTERESTED = 5;
/** Whom nobody met, called or wrote to for so many days is to be heard again. */
export const STALE_DAYS = 120;

/** What is done with a partner, by where they stand: keep close, involve, win, keep informed. */
export const MAP_STEPS = ['nurture', 'involve', 'win', 'inform'] as const;
export type MapStep = (typeof MAP_STEPS)[number];

interface Placed {
  interest: number;
  influence: number;
}

export function stepOf({ interest, influence }: Placed): MapStep {
  if (influence >= INFLUENTIAL) return interest >= INTERESTED ? 'nurture' : 'win';
  return interest >= INTERESTED ? 'involve' : 'inform';
}

/** A partner on the map, by what was said of them last. */
export interface MapPoint extends Placed {
  partnerId: number;
  /** Empty of a person who is forgotten. */
  partner: string;
  reason: string;
  onDay: LocalDate;
  saidBy: string;
  lastContactOn: LocalDate | null;
}

/** Why somebody is to be talked to next: has influence and little interest, or has not been heard for long. */
export const NEXT_REASONS = ['win', 'stale', 'never'] as const;
export type NextReason = (typeof NEXT_REASONS)[number];
export interface NextPartner {
  partnerId: number;
  partner: string;
  reasons: NextReason[];
  lastContactOn: LocalDate | null;
}

/** Whom to talk to next: first those to be won, by their influence, then those who were not heard for longest. */
export function whoNext(points: readonly MapPoint[], today: LocalDate): NextPartner[] {
  const found = points.flatMap((point) => {
    const reasons: NextReason[] = [];
    if (stepOf(point) === 'win') reasons.push('win');
    if (point.lastContactOn === null) reasons.push('never');
    else if (daysBetween(point.lastContactOn, today) > STALE_DAYS) reasons.push('stale');
    return reasons.length === 0 ? [] : [{ point, reasons }];
  });
  const rank = ({ reasons }: { reasons: NextReason[] }): number => (reasons.includes('win') ? 0 : 1);
  return found
    .toSorted(
      (a, b) =>
        rank(a) - rank(b) ||
        (rank(a) === 0 ? b.point.influence - a.point.influence : 0) ||
        (a.point.lastContactOn ?? '').localeCompare(b.point.lastContactOn ?? '') ||
        a.point.partnerId - b.point.partnerId,
    )
    .map(({ point: { partnerId, partner, lastContactOn }, reasons }) => ({
      ...{ partnerId, partner, reasons, lastContactOn },
    }));
}

/** The frame of the drawing, in its own units. */
export const MAP_FRAME = { width: 540, height: 366, left: 40, right: 520, top: 20, bottom: 330 } as const;
const RADIUS = 5;
/** A letter is about so wide, a line so high. */
const LETTER = 6.6;
const LINE = 14;
const GAP = 11;
const LONGEST = 30;

/** A dot with its name beside it, or without where there is no room left: the table says it then. */
export interface MapDot extends Placed {
  partnerId: number;
  name: string;
  x: number;
  y: number;
  label: { text: string; x: number; y: number; anchor: 'start' | 'end' | 'middle' } | null;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}
const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Where a stand lies in the drawing. */
export const placeOf = ({ interest, influence }: Placed): { x: number; y: number } => ({
  x: MAP_FRAME.left + ((MAP_FRAME.right - MAP_FRAME.left) * influence) / MOST_STANDING,
  y: MAP_FRAME.bottom - ((MAP_FRAME.bottom - MAP_FRAME.top) * interest) / MOST_STANDING,
});

/** Those at the same place stand side by side: around the first one, in rings. */
function besides(nth: number): { dx: number; dy: number } {
  if (nth === 0) return { dx: 0, dy: 0 };
  const ring = Math.ceil(nth / 6);
  const angle = ((nth - 1) % 6) * (Math.PI / 3) + ring * 0.4;
  return { dx: Math.cos(angle) * ring * (RADIUS * 2 + 2), dy: Math.sin(angle) * ring * (RADIUS * 2 + 2) };
}

const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
const rounded = (value: number): number => Math.round(value * 10) / 10;
const short = (name: string): string => (name.length > LONGEST ? `${name.slice(0, LONGEST - 1).trimEnd()}…` : name);

function candidates(
  text: string,
  { x, y }: { x: number; y: number },
): { label: NonNullable<MapDot['label']>; box: Box }[] {
  const width = text.length * LETTER;
  const at = (label: Omit<NonNullable<MapDot['label']>, 'text'>, left: number) => ({
    label: { text, ...label },
    box: { left, right: left + width, top: label.y - LINE + 3, bottom: label.y + 3 },
  });
  return [
    at({ x: rounded(x + GAP), y: rounded(y + 4), anchor: 'start' }, x + GAP),
    at({ x: rounded(x - GAP), y: rounded(y + 4), anchor: 'end' }, x - GAP - width),
    at({ x: rounded(x), y: rounded(y - GAP), anchor: 'middle' }, x - width / 2),
    at({ x: rounded(x), y: rounded(y + GAP + 9), anchor: 'middle' }, x - width / 2),
  ];
}

/**
 * Dots with their names, of which none stands over another one, over a dot or outside of the drawing: what has no room is left out. The one
 * that is looked at comes first, then who has more influence.
 * @param taken what stands in the drawing already
 */
export function drawMap(
  points: readonly (Placed & { partnerId: number; name: string })[],
  looked: number | null = null,
  taken: readonly Box[] = CORNERS,
): MapDot[] {
  const crowd = new Map<string, number>();
  const dots = points.map(({ partnerId, name, interest, influence }) => {
    const key = `${interest}/${influence}`;
    const nth = crowd.get(key) ?? 0;
    crowd.set(key, nth + 1);
    const { x, y } = placeOf({ interest, influence });
    const { dx, dy } = besides(nth);
    return {
      ...{ partnerId, name, interest, influence },
      x: rounded(within(x + dx, MAP_FRAME.left - 10, MAP_FRAME.right + 10)),
      y: rounded(within(y + dy, MAP_FRAME.top - 8, MAP_FRAME.bottom + 8)),
    };
  });
  const boxes: Box[] = [
    ...taken,
    ...dots.map(({ x, y }) => ({ left: x - RADIUS, right: x + RADIUS, top: y - RADIUS, bottom: y + RADIUS })),
  ];
  const labels = new Map<number, MapDot['label']>();
  const first = (id: number): number => (id === looked ? 0 : 1);
  for (const { partnerId, name, x, y } of dots.toSorted(
    (a, b) => first(a.partnerId) - first(b.partnerId) || b.influence - a.influence || a.partnerId - b.partnerId,
  )) {
    const inside = candidates(short(name), { x, y }).filter(
      ({ box }) => box.left >= 0 && box.right <= MAP_FRAME.width && box.top >= 0 && box.bottom <= MAP_FRAME.height,
    );
    const free = inside.find(({ box }) => !boxes.some((other) => overlap(box, other)));
    // the one that is looked at is named over whatever stands there
    const fits = free ?? (partnerId === looked ? inside[0] : undefined);
    if (fits) boxes.push(fits.box);
    labels.set(partnerId, fits?.label ?? null);
  }
  return dots.map((dot) => ({ ...dot, label: labels.get(dot.partnerId) ?? null }));
}

/** The names of the four fields and of the two axes. */
const CORNERS: readonly Box[] = [
  { left: 40, right: 120, top: 24, bottom: 42 },
  { left: 360, right: 520, top: 24, bottom: 42 },
  { left: 40, right: 110, top: 308, bottom: 326 },
  { left: 440, right: 520, top: 308, bottom: 326 },
  { left: 40, right: 130, top: 0, bottom: 15 },
  { left: 420, right: 520, top: 338, bottom: 354 },
];
