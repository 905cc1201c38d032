/** What a drawing may be made of: shapes, words and colours that come from nowhere else. Nothing in it can run, refer or move. */
export const ELEMENTS: ReadonlySet<string> = new Set([
  ...['svg', 'g', 'defs', 'title', 'desc'],
  ...['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon'],
  ...['text', 'tspan', 'linearGradient', 'radialGradient', 'stop', 'clipPath'],
]);

/** Elements whose letters are kept; between others stand spaces alone. */
export const SPEAKING: ReadonlySet<string> = new Set(['title', 'desc', 'text', 'tspan']);

/** What can be said as an attribute or in `style`. */
export const LOOKS: ReadonlySet<string> = new Set([
  ...['fill', 'fill-opacity', 'fill-rule', 'clip-rule', 'clip-path', 'color', 'opacity', 'display', 'visibility'],
  ...['stroke', 'stroke-width', 'stroke-linecap', 'stroke-linejoin', 'stroke-miterlimit', 'stroke-opacity'],
  ...['stroke-dasharray', 'stroke-dashoffset', 'paint-order', 'vector-effect', 'stop-color', 'stop-opacity'],
  ...['font-family', 'font-size', 'font-weight', 'font-style', 'letter-spacing', 'text-anchor', 'dominant-baseline'],
]);

/** What is said as an attribute alone. */
export const ATTRIBUTES: ReadonlySet<string> = new Set([
  ...['id', 'version', 'viewBox', 'width', 'height', 'preserveAspectRatio', 'transform'],
  ...['x', 'y', 'x1', 'y1', 'x2', 'y2', 'dx', 'dy', 'cx', 'cy', 'r', 'rx', 'ry', 'fx', 'fy', 'd', 'points'],
  ...['rotate', 'textLength', 'lengthAdjust', 'offset', 'gradientUnits', 'gradientTransform', 'spreadMethod'],
  ...['clipPathUnits', 'role', 'aria-label', 'aria-labelledby', 'aria-hidden'],
]);

/** Whose value is words for people: shown to nobody as code, and written anew with its signs escaped. */
export const WORDS: ReadonlySet<string> = new Set(['aria-label']);

/** Where something of the same drawing is named. */
export const REFERRING: ReadonlySet<string> = new Set(['fill', 'stroke', 'clip-path']);

/** Functions of values. */
export const FUNCTIONS: ReadonlySet<string> = new Set([
  ...['rgb', 'rgba', 'hsl', 'hsla', 'matrix', 'translate', 'scale', 'rotate', 'skewX', 'skewY'],
]);

/** Letters of words in a drawing: each is a shape for whoever draws it. */
export const SPOKEN_LETTERS = 4000;
/** Letters of one line, however it bends. */
export const LINE_LETTERS = 100_000;
/** Letters of a drawing, elements, and how deep they may lie in each other. */
export const DRAWING_LETTERS = 600_000;
export const MOST_ELEMENTS = 3000;
export const DEEPEST_ELEMENT = 24;
/** Of what is dashed, letters of its lines, and how long its dashes are together at least: whoever draws it draws each of them. */
export const DASHED_LETTERS = 8000;
export const LEAST_DASH = 4;
/** See-through and clipped groups in each other: each is a picture of its own while it is drawn. */
export const DEEPEST_LAYER = 4;
/** Of both sides, in units. */
export const LONGEST_SIDE = 4000;
