import { indexWords, modeWords, spanWords, type LinePoint } from '#modules/city/satisfaction';
import type { Ctx } from '#platform/context';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';

const WIDTH = 560;
const [LEFT, RIGHT, TOP, BOTTOM] = [60, 500, 40, 165];
/** Where grades A and B begin, in hundredths. */
const BANDS = { a: 8831, b: 7661 };
/** So many values stand beside each other in the drawing; the table has all. */
const MOST_DRAWN = 6;
const rounded = (value: number): number => Math.round(value * 10) / 10;

/** Values through the years as a drawing with its table. */
export function valueLineView(line: readonly LinePoint[], { locale }: Pick<Ctx, 'locale'>) {
  const drawn = line.slice(-MOST_DRAWN);
  const values = drawn.map(({ hundredths }) => hundredths);
  const low = Math.min(...values, BANDS.a) - 100;
  const high = Math.max(...values, BANDS.a) + 100;
  const y = (hundredths: number): number => rounded(BOTTOM - ((hundredths - low) / (high - low)) * (BOTTOM - TOP));
  const x = (nth: number): number =>
    drawn.length === 1 ? (LEFT + RIGHT) / 2 : rounded(LEFT + (nth / (drawn.length - 1)) * (RIGHT - LEFT));
  const points = drawn.map(({ label, hundredths }, nth) => ({
    nth,
    x: x(nth),
    y: y(hundredths),
    value: indexWords(hundredths, locale),
    label: shortened(label),
  }));
  return {
    title: titleOf(line),
    width: WIDTH,
    path: points.map((point, nth) => `${nth === 0 ? 'M' : 'L'}${point.x} ${point.y}`).join(''),
    points,
    bands: [
      { key: 'a', y: y(BANDS.a), words: m.satisfaction_band_a() },
      ...(low < BANDS.b ? [{ key: 'b', y: y(BANDS.b), words: m.satisfaction_band_b() }] : []),
    ],
    spoken: m.satisfaction_line_spoken({
      said: drawn.map(({ label, hundredths }) => `${label} ${indexWords(hundredths, locale)}`).join(', '),
    }),
    rows: line.map(({ label, endsOn, hundredths, interval, respondents, mode, source }) => ({
      key: `${endsOn} ${label}`,
      label,
      value: indexWords(hundredths, locale),
      span: spanWords(interval, locale),
      respondents: respondents === null ? '–' : formatNumber(respondents, locale),
      mode: modeWords(mode, locale),
      source,
    })),
  };
}

const LABEL = 16;
const shortened = (label: string): string => (label.length > LABEL ? `${label.slice(0, LABEL - 1)}…` : label);

/** `3 kali naik berturut-turut`, of values that were weighed alike; else that it rose or fell, or nothing of it. */
function titleOf(line: readonly LinePoint[]): string {
  let rises = 0;
  for (let nth = line.length - 1; nth > 0; nth -= 1) {
    const [now, before] = [line[nth], line[nth - 1]];
    if (!now || !before || now.mode !== before.mode || now.hundredths <= before.hundredths) break;
    rises += 1;
  }
  if (rises > 1) return m.satisfaction_line_rises({ n: rises });
  return m.satisfaction_line();
}
