import { AGES, SHEETS, type Layout, type PrintKind } from '#modules/stock/printing/client';

const SHEET_FIELDS = [
  ...['width', 'height', 'columns', 'rows', 'labelWidth', 'labelHeight'],
  ...['marginLeft', 'marginTop', 'gapX', 'gapY'],
] as const;

/** Figures as people here write them: 85,6. */
const figure = (text: string | null): number => (text?.trim() ? Number(text.replace(',', '.')) : Number.NaN);

/** What the form says of a layout; the use case checks it. A chosen sheet of the shop fills in its measures. */
export function layoutFrom(form: URLSearchParams | FormData): object {
  const text = (name: string): string | null => {
    const value = form.get(name);
    return typeof value === 'string' ? value : null;
  };
  const preset = Object.entries(SHEETS).find(([name]) => name === text('preset'))?.[1];
  return {
    sheet: preset ?? Object.fromEntries(SHEET_FIELDS.map((name) => [name, figure(text(name))])),
    fontSize: figure(text('fontSize')),
    lines: form.getAll('lines'),
    border: text('border') === 'ya',
    band: text('band') ?? 'none',
    classColours: Array.from({ length: 10 }, (_, index) => text(`class${index}`) ?? ''),
    ageColours: AGES.map((age) => text(`age-${age}`) ?? ''),
  };
}

/** A layout as the values of the form's fields; empty colours of kinds that show none are sent hidden. */
export const layoutFields = (layout: Layout) => ({
  sheet: SHEET_FIELDS.map((name) => ({ name, value: String(Reflect.get(layout.sheet, name)) })),
  classes: layout.classColours.map((colour, index) => ({ name: `class${index}`, colour, label: `${index}00` })),
  ages: AGES.map((age, index) => ({ name: `age-${age}`, colour: layout.ageColours[index] ?? '#000000', age })),
});

/** The address of the picture of a layout. */
export function previewQuery(layout: Layout): string {
  const query = new URLSearchParams();
  for (const { name, value } of layoutFields(layout).sheet) query.set(name, value);
  query.set('fontSize', String(layout.fontSize));
  for (const line of layout.lines) query.append('lines', line);
  if (layout.border) query.set('border', 'ya');
  query.set('band', layout.band);
  for (const { name, colour } of layoutFields(layout).classes) query.set(name, colour);
  for (const { name, colour } of layoutFields(layout).ages) query.set(name, colour);
  return query.toString();
}

/** The sheets that are offered for a kind. */
export const sheetsFor = (kind: PrintKind): string[] => {
  if (kind === 'member') return ['id_10'];
  if (kind === 'card') return ['card_3'];
  if (kind === 'sign') return ['sign_4', 'a4_24'];
  if (kind === 'poster') return ['poster_1'];
  return ['a4_24', 'a4_36', 'a4_44', 'tj_103', 'tj_107', 'tj_121'];
};
