import { between, bezier, place, polyline, sample, type Point } from './geometry.js';

const WIDTH = 960;
const HEIGHT = 472;

/** The learned manifold in this sketch, and where on it the two images lie. */
const ARCH = [
  { x: 40, y: 500 },
  { x: 210, y: 24 },
  { x: 720, y: 4 },
  { x: 920, y: 500 },
] as const;
const [FIRST, LAST] = [0.14, 0.86];

const manifold = (t: number): Point => bezier(ARCH, t);
const onManifold = (alpha: number): Point => manifold(FIRST + alpha * (LAST - FIRST));
const straightLine = (alpha: number): Point => between(onManifold(0), onManifold(1), alpha);
/** Exact at both ends; in between a little inside the manifold, as trained paths are. */
const path = (alpha: number): Point => between(onManifold(alpha), straightLine(alpha), 0.36 * alpha * (1 - alpha));
/** P moves a point most of the way, and not all of it: it is no projection. */
const projected = (alpha: number): Point => between(straightLine(alpha), onManifold(alpha), 0.72);
/** Where on the straight line P is shown at work. */
const SHOWN = 0.35;

const LIGHT = {
  paper: '#ffffff',
  edge: '#d0d7de',
  ink: '#1f2328',
  band: '#dbe8f6',
  manifold: '#5b87b8',
  line: '#6e7781',
  path: '#c2410c',
  map: '#6d28d9',
};
const DARK = {
  paper: '#0d1117',
  edge: '#30363d',
  ink: '#e6edf3',
  band: '#1b2d45',
  manifold: '#6f9bd1',
  line: '#9aa4af',
  path: '#fb923c',
  map: '#b197fc',
};

const variables = (colours: typeof LIGHT): string =>
  Object.entries(colours)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';');

const STYLE = `
svg { ${variables(LIGHT)} }
@media (prefers-color-scheme: dark) { svg { ${variables(DARK)} } }
text { font: 16px system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; fill: var(--ink) }
.name { font-weight: 600 }
.end { text-anchor: end }
.paper { fill: var(--paper); stroke: var(--edge) }
.band { fill: none; stroke: var(--band); stroke-width: 44; stroke-linecap: round }
.manifold { fill: none; stroke: var(--manifold); stroke-width: 2 }
.line { fill: none; stroke: var(--line); stroke-width: 2.5; stroke-dasharray: 8 6 }
.path { fill: none; stroke: var(--path); stroke-width: 4 }
.map { fill: none; stroke: var(--map); stroke-width: 2.5; marker-end: url(#head) }
.head, .of-map { fill: var(--map) }
.of-manifold { fill: var(--manifold) }
.of-line { fill: var(--line) }
.of-path { fill: var(--path) }
.dot { fill: var(--ink); stroke: var(--paper); stroke-width: 2 }
.tile { fill: #20242a; stroke: var(--edge) }`;

/** One shape in a picture: its middle and radius as shares of the picture's side. */
interface Shape {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly colour: string;
  readonly opacity: number;
}

const FROM: Shape = { x: 0.32, y: 0.34, radius: 0.17, colour: '#f2c230', opacity: 1 };
const HALF: Shape = { x: 0.49, y: 0.49, radius: 0.21, colour: '#3fc46b', opacity: 1 };
const TO: Shape = { x: 0.66, y: 0.64, radius: 0.25, colour: '#2fb4d8', opacity: 1 };
const faded = (shape: Shape): Shape => ({ ...shape, opacity: 0.5 });

const SIDE = 76;

/** A picture with its shapes, its middle at `at`. */
function tile(at: Point, shapes: readonly Shape[]): string {
  const corner = { x: at.x - SIDE / 2, y: at.y - SIDE / 2 };
  const circles = shapes.map(({ x, y, radius, colour, opacity }) => {
    const middle = { x: corner.x + x * SIDE, y: corner.y + y * SIDE };
    return circle(middle, radius * SIDE, `fill="${colour}" fill-opacity="${opacity}"`);
  });
  const [x, y] = place(corner).split(',');
  return `<rect class="tile" x="${x}" y="${y}" width="${SIDE}" height="${SIDE}" rx="6"/>${circles.join('')}`;
}

function circle(at: Point, radius: number, look: string): string {
  const [x, y] = place(at).split(',');
  return `<circle cx="${x}" cy="${y}" r="${Math.round(radius * 10) / 10}" ${look}/>`;
}

const dot = (at: Point): string => circle(at, 6, 'class="dot"');

function text(at: Point, words: string, look = ''): string {
  const [x, y] = place(at).split(',');
  return `<text x="${x}" y="${y}" class="${look}">${words}</text>`;
}

const stroke = (look: string, points: readonly Point[]): string => `<path class="${look}" d="${polyline(points)}"/>`;

const TITLE = 'Two ways from one image to another in latent space';
const DESCRIPTION =
  'A sketch. The learned manifold is an arch, and two images lie on it. The straight line between them leaves the ' +
  'manifold: ' +
  'its middle picture shows both images, each half faded. The trained path follows the manifold: its middle ' +
  'picture shows one ' +
  'shape between the two. The map P moves a point of the straight line towards the manifold.';

/** The concept of the project as one SVG: manifold, straight line, path and P; in light and in dark. */
export function conceptPicture(): string {
  const [start, end] = [onManifold(0), onManifold(1)];
  const [lineHalf, pathHalf] = [straightLine(0.5), path(0.5)];
  const [before, after] = [straightLine(SHOWN), projected(SHOWN)];
  const parts = [
    `<rect class="paper" x="0.5" y="0.5" width="${WIDTH - 1}" height="${HEIGHT - 1}" rx="10"/>`,
    stroke('band', sample(manifold, 0.06, 0.94, 60)),
    stroke('manifold', sample(manifold, 0.06, 0.94, 60)),
    stroke('line', [start, end]),
    stroke('path', sample(path, 0, 1, 60)),
    stroke('map', [before, after]),
    ...[start, end, before, lineHalf, pathHalf].map(dot),
    tile({ x: start.x - 78, y: start.y - 30 }, [FROM]),
    tile({ x: end.x + 78, y: end.y - 30 }, [TO]),
    tile({ x: lineHalf.x, y: lineHalf.y + 62 }, [faded(FROM), faded(TO)]),
    tile({ x: pathHalf.x, y: pathHalf.y - 88 }, [HALF]),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" ` +
      'role="img">',
    `<title>${TITLE}</title>`,
    `<desc>${DESCRIPTION}</desc>`,
    `<style>${STYLE}\n</style>`,
    '<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="5" markerHeight="5" orient="auto">' +
      '<path class="head" d="M0,0 10,5 0,10z"/></marker></defs>',
    ...parts,
    ...labels(start, end, lineHalf, between(before, after, 0.74)),
    '</svg>',
    '',
  ].join('\n');
}

function labels(start: Point, end: Point, lineHalf: Point, arrow: Point): string[] {
  const beside = (row: number): Point => ({ x: arrow.x + 18, y: arrow.y + 22 * row });
  return [
    text({ x: start.x - 84, y: start.y + 30 }, 'z<tspan dy="4" font-size="12">A</tspan>', 'name'),
    text({ x: end.x + 70, y: end.y + 30 }, 'z<tspan dy="4" font-size="12">B</tspan>', 'name'),
    text({ x: 24, y: 40 }, 'learned manifold M', 'name of-manifold'),
    text({ x: 24, y: 62 }, 'the points that P does not move'),
    text({ x: WIDTH - 24, y: 40 }, 'trained path', 'name of-path end'),
    text({ x: WIDTH - 24, y: 62 }, 'stays near M and keeps both ends', 'end'),
    text({ x: lineHalf.x - 56, y: lineHalf.y + 58 }, 'straight line', 'name of-line end'),
    text({ x: lineHalf.x - 56, y: lineHalf.y + 80 }, 'its pictures fade and double', 'end'),
    text(beside(0), 'P(z) = E(D(z))', 'name of-map'),
    text(beside(1), 'P decodes z and encodes the picture.'),
    text(beside(2), 'The arrow’s length, squared,'),
    text(beside(3), 'is the reprojection error of z.'),
  ];
}
